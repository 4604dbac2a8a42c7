import type { UpgradeHop } from "#contract/operations.ts";
import type { OperationRecord, Upgrade } from "#core/records.ts";

/** An upgrade over several minors is one after the other: `from` and `to` of its record are those of the hop that it is at. */

type Of = Pick<Upgrade, "from" | "hops">;

/** Of one that goes by several versions; undefined for one that goes straight. @param path the versions, the last one among them */
export const newHops = (from: string, path: readonly string[], at: string): UpgradeHop[] | undefined =>
  path.length < 2
    ? undefined
    : path.map((to, i) => ({
        ...{ from: path[i - 1] ?? from, to, status: i === 0 ? "running" : "pending" },
        ...(i === 0 ? { startedAt: at } : {}),
      }));

const isAt =
  ({ from }: Of) =>
  (hop: UpgradeHop): boolean =>
    hop.from === from;

/** Whether hops before this one are done, and stay so whatever becomes of it. */
export const hasHopsDone = (upgrade: Of): boolean => (upgrade.hops ?? []).some(({ status }) => status === "done");

/** The one after this. @returns undefined for one that goes back, or is the last */
export const nextHop = (upgrade: Upgrade): UpgradeHop | undefined => {
  const { hops = [], back } = upgrade;
  return back ? undefined : hops[hops.findIndex(isAt(upgrade)) + 1];
};

/** How the hop that it is at is, from now on. @returns the upgrade as it is then */
export const withHop = (upgrade: Upgrade, status: Exclude<UpgradeHop["status"], "pending">, at: string): Upgrade => {
  const { hops } = upgrade;
  if (!hops) return upgrade;
  const isNow = isAt(upgrade);
  return {
    ...upgrade,
    hops: hops.map((hop) => {
      if (!isNow(hop)) return hop;
      const { endedAt: _, ...rest } = hop;
      return { ...rest, status, ...(status === "running" ? {} : { endedAt: at }) };
    }),
  };
};

/** The upgrade at the beginning of its next hop: what is known of the one before is known no more, but that it is done. */
export const atNextHop = (upgrade: Upgrade, { from, to }: UpgradeHop, at: string): Upgrade => {
  const { steps, force, machines, hops = [] } = withHop(upgrade, "done", at);
  return {
    ...{ from, to, force, steps, stepsBefore: steps, machines: { ...machines, done: 0 }, short: {} },
    hops: hops.map((hop) => (hop.from === from ? { ...hop, status: "running", startedAt: at } : hop)),
  };
};

const words = {
  pending: "not begun",
  running: "not done",
  done: "done",
  undone: "taken back",
  failed: "left half way",
} as const satisfies Record<UpgradeHop["status"], string>;

/** Where an upgrade over several minors has come to, in words; empty for one that goes straight. */
export const hopsText = ({ hops }: Of): string => {
  if (!hops) return "";
  const reached = hops.findLast(({ status }) => status === "done")?.to ?? hops[0]?.from;
  const each = hops.map(({ from, to, status }) => `${from} → ${to} ${words[status]}`).join(", ");
  const half = hops.some(({ status }) => status === "failed");
  return half ? `; ${each}` : `; the cluster is at ${reached}: ${each}`;
};

/**
 * Whether it is as somebody has asked for it: one that goes on with an upgrade that was left half way takes what there is, but for the hops
 * that it begins itself.
 */
export const isFresh = ({ retryOf, upgrade }: Pick<OperationRecord, "retryOf" | "upgrade">): boolean =>
  retryOf === undefined || upgrade?.stepsBefore !== undefined;
