import { type KeyPhase, keyPhases } from "#contract/key-phases.ts";
import { keyStates } from "#contract/key-rotations.ts";
import { WrongState } from "#core/errors.ts";
import type { ClusterKeys, KeySet } from "#core/ports/cluster-keys.ts";

/**
 * A rotation is three phases, and each counts the revision of the cluster's keys up by one: settled 0, added 1, moved 2, settled again 3, and
 * so on. Machines of a revision trust those of the one before and of the one after. Source: Kubernetes, "Manual Rotation of CA Certificates"
 */
export const stateAt = (revision: number): (typeof keyStates)[number] => keyStates[revision % 3] ?? "settled";

/** The phase that leads on from the revision. */
export const phaseAfter = (revision: number): KeyPhase => keyPhases[revision % 3] ?? "add";

/** Programs take all that such a file holds; kubeadm signs by the first certificate. */
const bundles = ["pki/ca.crt", "pki/etcd/ca.crt", "pki/front-proxy-ca.crt", "pki/sa.pub"];
const secretKeys = ["pki/ca.key", "pki/etcd/ca.key", "pki/front-proxy-ca.key", "pki/sa.key"];

/** The controller manager signs by a file that holds exactly one certificate: where `pki/ca.crt` is a bundle, this is the one that signs. */
export const signingCertificate = "pki/cluster-signing.crt";

const setOf = ({ files, caCertHash, madeAt }: KeySet): KeySet => ({
  files: Object.fromEntries([...bundles, ...secretKeys].map((name) => [name, files[name] ?? ""])),
  caCertHash,
  ...(madeAt === undefined ? {} : { madeAt }),
});

/** What machines lay out that sign by the first set, and trust all. */
const laidOut = (signs: KeySet, alsoTrusted: readonly KeySet[]): KeySet => {
  const trusted = [signs, ...alsoTrusted];
  const together = (name: string): string => trusted.map(({ files }) => files[name] ?? "").join("");
  return {
    ...setOf(signs),
    files: {
      ...signs.files,
      ...Object.fromEntries(bundles.map((name) => [name, together(name)])),
      [signingCertificate]: signs.files["pki/ca.crt"] ?? "",
    },
  };
};

/** @throws WrongState where the old set is deleted */
const inFull = ({ rotation }: ClusterKeys): Required<ClusterKeys>["rotation"] => {
  if (!rotation) throw new WrongState("the keys of before are deleted: there is no way back to them");
  return rotation;
};

/**
 * The keys one phase on, or one phase back. Made once: keys that are of the revision already stay as they are. Dropped keys are kept until
 * all machines have left them, see withoutOld.
 * @param make a new set, where a rotation begins
 * @throws WrongState where the old set is deleted, Error when the revision is no neighbour
 */
export const keysAt = async (
  keys: ClusterKeys,
  revision: number,
  make: () => Promise<KeySet>,
): Promise<ClusterKeys> => {
  const { revision: from = 0, rotation: _, madeAt: __, ...kept } = keys;
  if (from === revision) return keys;
  if (Math.abs(from - revision) !== 1) throw new Error(`keys of revision ${from} cannot become those of ${revision}`);
  const state = stateAt(revision);
  // Back from the first phase: the new set has never signed anything.
  if (state === "settled" && revision < from) return { ...kept, ...laidOut(inFull(keys).old, []), revision };
  const begins = state === "added" && revision > from;
  const sets = begins ? { old: setOf(keys), new: setOf(await make()) } : inFull(keys);
  const now = {
    settled: () => laidOut(sets.new, []),
    added: () => laidOut(sets.old, [sets.new]),
    moved: () => laidOut(sets.new, [sets.old]),
  }[state]();
  return { ...kept, ...now, revision, rotation: sets };
};

/** Once no machine trusts the old set any more, nobody keeps it. */
export const withoutOld = (keys: ClusterKeys): ClusterKeys => {
  const { rotation, ...kept } = keys;
  return rotation && stateAt(keys.revision ?? 0) === "settled" ? kept : keys;
};
