import type { StageInput } from "#core/ports/state.ts";
import { backupOperation } from "./backup-operation.ts";
import { type DrillPlan, drillOn } from "./drill-plan.ts";
import type { Stage } from "./stage.ts";
import { targetOf, upgradeOf } from "./upgrade-facts.ts";

/** On what the snapshot before an upgrade is to be restored: programs of the version that is to come. Only looks: nothing to undo. */
export const planRehearsal: Stage<StageInput, { plan: DrillPlan }> = async (input, ports) => {
  const { tenantId, clusterId } = input;
  const { operation, backup } = await backupOperation(input, ports);
  const [cluster, record] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    ports.backups.backup(tenantId, clusterId, backup.backupId),
  ]);
  const plan = await drillOn(targetOf(upgradeOf(operation)), { cluster, operation, record }, ports);
  return { plan: { ...plan, rehearses: true } };
};
