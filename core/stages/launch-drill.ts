import { metered } from "#core/billing/metered.ts";
import { backupOperation } from "./backup-operation.ts";
import { bootstrapOf } from "./bootstrap.ts";
import type { DrillInput } from "./drill-plan.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** One machine, which is no node: it restores the snapshot for itself alone, reports, and powers itself off should nobody end it. */
export const launchDrill: Stage<DrillInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { tenantId, clusterId, operationId, plan, run } = input;
  // Of each hop of an upgrade another one: EC2 remembers what an order's token was for.
  const slot = run === undefined ? `drill-${operationId}` : `drill-${operationId}-${run}`;
  const [cluster, { backup }] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    backupOperation(input, ports),
  ]);
  const snapshotKey = ports.snapshots.place(clusterId, backup.backupId).key;
  const { drillProfile } = await ports.identities.ensureDrill({ clusterId, snapshotKey });
  const userData = ports.bootstrap.userData({
    ...bootstrapOf(cluster, "drill", ports, plan.version),
    restore: {
      ...{ key: snapshotKey, sha256: plan.sha256, token: operationId },
      ...(plan.rehearses ? { rehearses: plan.rehearses } : {}),
    },
  });
  const launched = await metered(input, ports, () =>
    ports.machines.launch([
      {
        ...{ clusterId, operationId, slot, role: "drill", imageId: plan.imageId, userData },
        ...{ machineType: plan.machineType, instanceProfile: drillProfile, rootDiskGiB: plan.rootDiskGiB },
        endsWhenOff: true,
        place: { subnetId: plan.subnetId, securityGroupId: made(cluster, "securityGroups").worker },
      },
    ]),
  );
  return { machines: launched.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId })) };
};

/** Whatever drills of the cluster are there end, also one that an earlier operation has left. @throws NotYet until they have */
export const undoLaunchDrill: Stage = (input, ports) =>
  metered(input, ports, () => ports.machines.terminate(input.clusterId, "drill"));
