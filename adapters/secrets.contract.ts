import { expect, test } from "@jest/globals";
import { NotFound, TemporaryFailure } from "#core/errors.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { Secrets } from "#core/ports/secrets.ts";

let made = 0;
const someKeys = async (): Promise<ClusterKeys> => {
  made += 1;
  return {
    files: { "pki/ca.crt": `certificate ${made}` },
    bootstrapToken: `abcdef.${String(made).padStart(16, "0")}`,
    certificateKey: "00",
    caCertHash: "sha256:00",
    encryptionKey: "AA==",
  };
};

/** What every implementation of Secrets promises. @param newCluster id of a cluster that nobody has used */
export const secretsContract = (secrets: () => Secrets, newCluster: () => string): void => {
  test("a cluster without keys has none", async () => {
    await expect(secrets().keys(newCluster())).rejects.toBeInstanceOf(NotFound);
  });

  test("the first keys are kept, and asked for again they are the same", async () => {
    const clusterId = newCluster();
    const first = await secrets().ensureKeys(clusterId, someKeys);
    expect(await secrets().ensureKeys(clusterId, someKeys)).toEqual(first);
    expect(await secrets().keys(clusterId)).toEqual(first);
  });

  test("two at once agree", async () => {
    const clusterId = newCluster();
    const both = [1, 2].map(() => secrets().ensureKeys(clusterId, someKeys));
    const [one, two] = await Promise.all(both);
    expect(one).toEqual(two);
    expect(await secrets().keys(clusterId)).toEqual(one);
  });

  test("clusters have keys and secret ids of their own", async () => {
    const [a, b] = [newCluster(), newCluster()];
    const [one, two] = await Promise.all([secrets().ensureKeys(a, someKeys), secrets().ensureKeys(b, someKeys)]);
    expect(one).not.toEqual(two);
    const ids = [secrets().ids(a), secrets().ids(b)].flatMap((id) => Object.values(id));
    expect(new Set(ids).size).toBe(6);
  });

  test("a drill is lent what it takes to read Secrets, as often as it is asked for, until it is taken back", async () => {
    const clusterId = newCluster();
    await expect(secrets().ensureDrill(clusterId)).rejects.toBeInstanceOf(NotFound);
    const kept = await secrets().ensureKeys(clusterId, someKeys);
    await secrets().ensureDrill(clusterId);
    await secrets().ensureDrill(clusterId);
    await secrets().removeDrill(clusterId);
    await secrets().removeDrill(clusterId);
    expect(await secrets().keys(clusterId)).toEqual(kept);
    await secrets().ensureDrill(clusterId);
    await secrets().remove(clusterId);
  });

  test("keys are changed, and what workers are told with them; what stays the same is not written", async () => {
    const clusterId = newCluster();
    await expect(secrets().changeKeys(clusterId, async (keys) => keys)).rejects.toBeInstanceOf(NotFound);
    const first = await secrets().ensureKeys(clusterId, someKeys);
    expect(await secrets().changeKeys(clusterId, async (keys) => keys)).toEqual(first);
    const changed = { ...first, caCertHash: "sha256:11", revision: 1 };
    expect(await secrets().changeKeys(clusterId, async () => changed)).toEqual(changed);
    expect(await secrets().keys(clusterId)).toEqual(changed);
    const forgotten = { ...changed, revision: 2 };
    for (let i = 0; i < 2; i++)
      expect(await secrets().changeKeys(clusterId, async () => forgotten, { forget: true })).toEqual(forgotten);
    expect(await secrets().keys(clusterId)).toEqual(forgotten);
  });

  test("of two who change the same keys at once one is told that it was too late", async () => {
    const clusterId = newCluster();
    await secrets().ensureKeys(clusterId, someKeys);
    let free = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      let waiting = 0;
      free = () => ++waiting === 2 && resolve();
    });
    const change = (certificateKey: string) =>
      secrets().changeKeys(clusterId, async (keys) => {
        free();
        await both;
        return { ...keys, certificateKey };
      });
    const outcomes = await Promise.allSettled([change("01"), change("02")]);
    const won = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const lost = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(lost).toEqual([expect.any(TemporaryFailure)]);
    expect(won).toEqual([await secrets().keys(clusterId)]);
  });

  test("removed at once, and removed again without complaint", async () => {
    const clusterId = newCluster();
    await secrets().ensureKeys(clusterId, someKeys);
    await secrets().remove(clusterId);
    await expect(secrets().keys(clusterId)).rejects.toBeInstanceOf(NotFound);
    await secrets().remove(clusterId);
  });
};
