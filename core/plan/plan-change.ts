import type { Plan } from "#contract/plans.ts";
import { stagesOf } from "#core/operations/stages.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { awaitMachine } from "#core/stages/await-machine.ts";
import { cordonNodes } from "#core/stages/cordon-nodes.ts";
import { drainNodes } from "#core/stages/drain-nodes.ts";
import { finishChange } from "#core/stages/finish-change.ts";
import { labelNodes } from "#core/stages/label-nodes.ts";
import { launchMachines } from "#core/stages/launch-machines.ts";
import type { LaunchedMachine } from "#core/stages/launch-node-groups.ts";
import type { NodePlan, PlannedInput } from "#core/stages/node-change.ts";
import { planNodes } from "#core/stages/plan-nodes.ts";
import { recordMachines } from "#core/stages/record-machines.ts";
import { removeNodes } from "#core/stages/remove-nodes.ts";
import { routePods } from "#core/stages/route-pods.ts";
import type { Stage } from "#core/stages/stage.ts";
import { verifyNodes } from "#core/stages/verify-nodes.ts";
import type { Billable } from "./ledger.ts";
import { plannedRun } from "./planned-run.ts";

type ChangeStage = (typeof stagesOf)["node-group.update"][number];

/** A plan with all that costs from then on, and all that costs no more. */
export interface PlannedChange {
  plan: Plan;
  comes: Billable[];
  goes: Billable[];
}

/** The workflow's own rules, one a stage; what PlanNodes decides goes to the stages after it, as in the workflow. */
const rules = (): Record<ChangeStage, Stage> => {
  let plan: NodePlan = { launch: [], drain: [], remove: [], keep: [], ended: [], urgent: false };
  let machines: LaunchedMachine[] = [];
  const planned =
    (stage: Stage<PlannedInput>): Stage =>
    (input, ports) =>
      stage({ ...input, plan }, ports);
  return {
    async PlanNodes(input, ports) {
      ({ plan } = await planNodes(input, ports));
    },
    async LaunchMachines(input, ports) {
      ({ machines } = await launchMachines({ ...input, plan }, ports));
    },
    async AwaitMachines(_, ports) {
      for (const machine of machines) await awaitMachine({ ...machine, taskToken: "" }, ports);
    },
    RecordMachines: recordMachines,
    RoutePods: routePods,
    VerifyNodes: planned(verifyNodes),
    LabelNodes: labelNodes,
    CordonNodes: planned(cordonNodes),
    DrainNodes: planned(drainNodes),
    RemoveNodes: planned(removeNodes),
    ReroutePods: routePods,
    FinishChange: finishChange,
  };
};

/**
 * What changing a node group would do, found out as with a new cluster. The machines that the cluster has are taken from its records:
 * what has become of them without the service is seen when it is done.
 */
export const planChange = async (order: {
  cluster: ClusterRecord;
  /** As they are to be. */
  nodeGroups: NodeGroupRecord[];
  nodes: NodeRecord[];
  operation: OperationRecord;
  now: string;
}): Promise<PlannedChange> => {
  const { operation } = order;
  const ledger = await plannedRun(stagesOf["node-group.update"], rules(), operation, order);
  const { kind, clusterName } = operation;
  const plan: Plan = { kind, clusterName, stages: ledger.stages(), resources: ledger.resources() };
  return { plan, comes: ledger.billables(), goes: ledger.spared() };
};
