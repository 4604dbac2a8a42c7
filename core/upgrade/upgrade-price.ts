import type { ChangePrice } from "#contract/billing.ts";
import type { UpgradePlan } from "#contract/upgrades.ts";
import { priceOfChange } from "#core/billing/price-of-change.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import { machineBillables, madeOf, memberBillables, workerBillables } from "#core/plan/machine-billables.ts";
import { frameBillables } from "#core/plan/standing.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { countsOf } from "./count-steps.ts";
import { assumedTimes, replacementSeconds, upgradeSeconds } from "./estimate.ts";

/**
 * What the cluster costs before an upgrade and after it, when each machine is as its group is made now, and what the machines cost that
 * are there beside their successors, one after the other. The rehearsal's machine is priced by itself.
 */
export const upgradePrice = async (
  {
    cluster,
    groups,
    nodes,
    hops,
  }: {
    cluster: ClusterRecord;
    groups: NodeGroupRecord[];
    nodes: readonly NodeRecord[];
    /** Steps of each of the upgrades that it is made of; a machine that is not there yet has the id of the one whose place it takes. */
    hops: readonly UpgradePlan["steps"][];
  },
  { prices, now }: { prices: Prices; now: string },
): Promise<ChangePrice> => {
  const frame = frameBillables(cluster);
  const each = replacementSeconds(assumedTimes);
  const twice = hops.flat().flatMap(({ kind, nodeId }) => {
    const node = nodes.find((one) => one.nodeId === nodeId);
    if (!node || (kind !== "member" && kind !== "node")) return [];
    return [
      {
        billables: kind === "member" ? memberBillables(cluster, node.machineType) : workerBillables(node, groups),
        seconds: each[kind],
      },
    ];
  });
  const kept = nodes.filter(isKept).flatMap((node) => workerBillables(node, groups));
  const renewed = groups.flatMap((group) =>
    Array.from({ length: group.spec.size }, () =>
      machineBillables({ machineType: group.spec.machineType, ...madeOf(group) }, group.nodeGroupId),
    ).flat(),
  );
  const seconds = hops.map((steps) => upgradeSeconds(countsOf(steps), assumedTimes));
  return priceOfChange(
    {
      before: [...frame, ...nodes.flatMap((node) => workerBillables(node, groups))],
      after: [...frame, ...renewed, ...kept],
      twice,
      seconds: seconds.reduce((sum, one) => sum + one, 0),
    },
    { nodeGroups: groups, prices, now },
  );
};
