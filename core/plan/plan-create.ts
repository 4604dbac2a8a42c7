import type { Plan } from "#contract/plans.ts";
import { createStages, type stagesOf } from "#core/operations/stages.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { activateCluster } from "#core/stages/activate-cluster.ts";
import { awaitMachine } from "#core/stages/await-machine.ts";
import { checkRequest } from "#core/stages/check-request.ts";
import { copySnapshot } from "#core/stages/copy-snapshot.ts";
import { createIdentities } from "#core/stages/create-identities.ts";
import { createKeys } from "#core/stages/create-keys.ts";
import { createLoadBalancer } from "#core/stages/create-load-balancer.ts";
import { createNetwork } from "#core/stages/create-network.ts";
import { grantAccess } from "#core/stages/grant-access.ts";
import { launchControlPlane } from "#core/stages/launch-control-plane.ts";
import { type LaunchedMachine, launchNodeGroups } from "#core/stages/launch-node-groups.ts";
import { openEgress } from "#core/stages/open-egress.ts";
import { openRestored } from "#core/stages/open-restored.ts";
import { recordMachines } from "#core/stages/record-machines.ts";
import { reserveAddresses } from "#core/stages/reserve-addresses.ts";
import { routePods } from "#core/stages/route-pods.ts";
import type { Ports, Stage } from "#core/stages/stage.ts";
import { verifyCluster } from "#core/stages/verify-cluster.ts";
import { backupBillables } from "./backup-billables.ts";
import type { Billable } from "./ledger.ts";
import { plannedRun } from "./planned-run.ts";

type CreateStage = (typeof stagesOf)["cluster.create"][number];

/** The workflow's own rules, one a stage; AwaitMachines runs once for each machine, as in the workflow. */
export const createRules = (): Record<CreateStage, Stage> => {
  let machines: LaunchedMachine[] = [];
  return {
    CheckRequest: checkRequest,
    CopySnapshot: copySnapshot,
    CreateNetwork: createNetwork,
    CreateIdentities: createIdentities,
    CreateKeys: createKeys,
    CreateLoadBalancer: createLoadBalancer,
    ReserveAddresses: reserveAddresses,
    OpenEgress: openEgress,
    LaunchControlPlane: launchControlPlane,
    async LaunchNodeGroups(input, ports) {
      ({ machines } = await launchNodeGroups(input, ports));
    },
    async AwaitMachines(_, ports: Ports) {
      for (const machine of machines) await awaitMachine({ ...machine, taskToken: "" }, ports);
    },
    RecordMachines: recordMachines,
    RoutePods: routePods,
    GrantAccess: grantAccess,
    VerifyCluster: verifyCluster,
    OpenRestored: openRestored,
    ActivateCluster: activateCluster,
  };
};

/**
 * What creating the cluster would do. It is found out by running the stages themselves on ports that only write down what they are
 * asked for, so that a plan cannot say one thing and the workflow do another.
 */
export const planCreate = async ({
  cluster,
  nodeGroups,
  now,
}: {
  cluster: ClusterRecord;
  nodeGroups: NodeGroupRecord[];
  now: string;
}): Promise<{ plan: Plan; billables: Billable[] }> => {
  const { tenantId, clusterId, name } = cluster;
  const input = { tenantId, clusterId, operationId: cluster.activeOperation ?? "" };
  const stages = createStages(cluster.restoredFrom !== undefined);
  const ledger = await plannedRun(stages, createRules(), input, { cluster, nodeGroups, now });
  const plan = {
    kind: "cluster.create",
    clusterName: name,
    stages: ledger.stages(),
    resources: ledger.resources(),
  } as const;
  return { plan, billables: [...ledger.billables(), ...backupBillables(cluster)] };
};
