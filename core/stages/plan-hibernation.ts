import type { StageInput } from "#core/ports/state.ts";
import { backupOperation } from "./backup-operation.ts";
import { made } from "./made.ts";
import { nextSlots } from "./member-slots.ts";
import type { Stage } from "./stage.ts";

/** What a hibernation comes to: where the members are to be that it wakes with. */
export interface HibernationPlan {
  launch: { slot: string; subnetId: string }[];
}

/**
 * Whether the snapshot is kept already, by an operation that this one repeats: then the rest goes, and nothing else is done. Makes nothing, so
 * there is nothing to undo.
 */
export const planHibernation: Stage<StageInput, { plan: HibernationPlan; isKept: boolean }> = async (input, ports) => {
  const { tenantId, clusterId } = input;
  const [cluster, { backup }, machines] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    backupOperation(input, ports),
    ports.machines.list(clusterId, "control-plane"),
  ]);
  const subnets = made(cluster, "subnets");
  const slots = nextSlots(
    [...made(cluster, "members"), ...machines].map(({ slot }) => slot),
    cluster.spec.controlPlane.machines,
  );
  const launch = slots.map((slot, i) => ({ slot, subnetId: subnets[i % subnets.length]?.privateSubnetId ?? "" }));
  return { plan: { launch }, isKept: backup.isProven === true };
};
