import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ClusterKeys, KeySet } from "#core/ports/cluster-keys.ts";
import { keysAt, phaseAfter, stateAt, withoutOld } from "./rotation.ts";

const setOf = (name: string): KeySet => ({
  files: Object.fromEntries(
    [
      "ca.crt",
      "etcd/ca.crt",
      "front-proxy-ca.crt",
      "sa.pub",
      "ca.key",
      "etcd/ca.key",
      "front-proxy-ca.key",
      "sa.key",
    ].map((file) => [`pki/${file}`, `${name} ${file}\n`]),
  ),
  caCertHash: `sha256:${name}`,
});
/** As clusters have them that are older than rotations. */
const born: ClusterKeys = { ...setOf("one"), bootstrapToken: "a.b", certificateKey: "00", encryptionKey: "AA==" };

const maker = () => {
  let made = 0;
  return async () => {
    made += 1;
    return setOf(`set${made}`);
  };
};

const authoritiesIn = ({ files }: ClusterKeys): string[] => (files["pki/ca.crt"] ?? "").match(/\w+(?= ca\.crt)/g) ?? [];

test("each phase trusts what the one before and the one after do, and one signs at a time", async () => {
  const make = maker();
  const added = await keysAt(born, 1, make);
  const moved = await keysAt(added, 2, make);
  const dropped = await keysAt(moved, 3, make);
  const told = [born, added, moved, dropped].map((keys) => ({
    trusted: keys.files["pki/ca.crt"],
    etcd: keys.files["pki/etcd/ca.crt"],
    tokens: keys.files["pki/sa.pub"],
    signs: keys.files["pki/cluster-signing.crt"],
    by: keys.files["pki/ca.key"],
    pinned: keys.caCertHash,
  }));
  const of = (name: string, ...names: string[]) => ({
    trusted: names.map((one) => `${one} ca.crt\n`).join(""),
    etcd: names.map((one) => `${one} etcd/ca.crt\n`).join(""),
    tokens: names.map((one) => `${one} sa.pub\n`).join(""),
    ...{ signs: `${name} ca.crt\n`, by: `${name} ca.key\n`, pinned: `sha256:${name}` },
  });
  expect(told).toEqual([
    { ...of("one", "one"), signs: undefined },
    of("one", "one", "set1"),
    of("set1", "set1", "one"),
    of("set1", "set1"),
  ]);
  expect(JSON.stringify(dropped)).toContain("one ca.key");
  expect(JSON.stringify(withoutOld(dropped))).not.toContain("one ca");
  expect(withoutOld(moved)).toBe(moved);
  expect({ ...dropped, files: 0, rotation: 0 }).toMatchObject({ bootstrapToken: "a.b", encryptionKey: "AA==" });
});

test("what was made first stays, however often it is asked for", async () => {
  const make = maker();
  const once = await keysAt(born, 1, make);
  expect(await keysAt(once, 1, make)).toBe(once);
});

test("whichever way it goes, neighbours trust each other's signer, and the way back leads to where it came from", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (ways) => {
      const make = maker();
      let keys = born;
      for (const on of ways) {
        const from = keys.revision ?? 0;
        const to = on ? from + 1 : from - 1;
        // Nothing is before the first set, and a set that is settled and has forgotten the one before has no way back.
        if (to < 0 || (!on && stateAt(from) === "settled" && !keys.rotation)) continue;
        const next = await keysAt(keys, to, make);
        const [signsBefore = ""] = authoritiesIn(keys);
        const [signsAfter = ""] = authoritiesIn(next);
        expect(authoritiesIn(next)).toContain(signsBefore);
        expect(authoritiesIn(keys).concat(stateAt(from) === "settled" ? signsAfter : [])).toContain(signsAfter);
        // From a set that is settled again a rotation begins anew, with another one.
        if (on || stateAt(to) !== "settled")
          expect(authoritiesIn(await keysAt(next, from, make))).toEqual(authoritiesIn(keys));
        keys = next;
      }
    }),
  );
});

test("once the old set is forgotten there is no way back, and no phase is left out", async () => {
  const make = maker();
  let keys = born;
  for (const revision of [1, 2, 3]) keys = await keysAt(keys, revision, make);
  await expect(keysAt(withoutOld(keys), 2, make)).rejects.toThrow("the keys of before are deleted");
  await expect(keysAt(born, 2, make)).rejects.toThrow("keys of revision 0 cannot become those of 2");
});

test("phases follow each other round and round", () => {
  expect([0, 1, 2, 3, 4].map(stateAt)).toEqual(["settled", "added", "moved", "settled", "added"]);
  expect([0, 1, 2, 3].map(phaseAfter)).toEqual(["add", "move", "drop", "add"]);
});
