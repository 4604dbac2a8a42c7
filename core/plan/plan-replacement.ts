import type { Plan } from "#contract/plans.ts";
import { stagesOf } from "#core/operations/stages.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { admitMember } from "#core/stages/admit-member.ts";
import { awaitMachine } from "#core/stages/await-machine.ts";
import { detachMember } from "#core/stages/detach-member.ts";
import { finishReplacement } from "#core/stages/finish-replacement.ts";
import { launchMember } from "#core/stages/launch-member.ts";
import type { LaunchedMachine } from "#core/stages/launch-node-groups.ts";
import type { MemberInput, MemberPlan } from "#core/stages/member-change.ts";
import { planMember } from "#core/stages/plan-member.ts";
import { recordMachines } from "#core/stages/record-machines.ts";
import { removeLostMembers } from "#core/stages/remove-lost-members.ts";
import { removeMember } from "#core/stages/remove-member.ts";
import { reserveMember } from "#core/stages/reserve-member.ts";
import { routePods } from "#core/stages/route-pods.ts";
import type { Stage } from "#core/stages/stage.ts";
import { verifyMember } from "#core/stages/verify-member.ts";
import type { PlannedChange } from "./plan-change.ts";
import { plannedRun } from "./planned-run.ts";

type ReplaceStage = (typeof stagesOf)["control-plane.replace"][number];

/** The workflow's own rules, one a stage; what PlanMember decides goes to the stages after it, as in the workflow. */
const rules = (): Record<ReplaceStage, Stage> => {
  let plan: MemberPlan = { target: { nodeId: "", address: "" }, lost: [] };
  let machines: LaunchedMachine[] = [];
  const planned =
    (stage: Stage<MemberInput>): Stage =>
    (input, ports) =>
      stage({ ...input, plan }, ports);
  return {
    async PlanMember(input, ports) {
      ({ plan } = await planMember(input, ports));
    },
    AdmitMember: planned(admitMember),
    ReserveMember: planned(reserveMember),
    async LaunchMember(input, ports) {
      ({ machines } = await launchMember({ ...input, plan }, ports));
    },
    RemoveLostMembers: planned(removeLostMembers),
    async AwaitMachines(_, ports) {
      for (const machine of machines) await awaitMachine({ ...machine, taskToken: "" }, ports);
    },
    RecordMachines: recordMachines,
    RoutePods: routePods,
    VerifyMember: planned(verifyMember),
    DetachMember: planned(detachMember),
    RemoveMember: planned(removeMember),
    ReroutePods: routePods,
    FinishReplacement: finishReplacement,
  };
};

/** What replacing a member of the control plane would do, where all members work; found out as with a change of nodes. */
export const planReplacement = async (order: {
  cluster: ClusterRecord;
  nodeGroups: NodeGroupRecord[];
  nodes: NodeRecord[];
  operation: OperationRecord;
  now: string;
}): Promise<PlannedChange> => {
  const { operation } = order;
  const ledger = await plannedRun(stagesOf["control-plane.replace"], rules(), operation, order);
  const { kind, clusterName } = operation;
  const plan: Plan = { kind, clusterName, stages: ledger.stages(), resources: ledger.resources() };
  return { plan, comes: ledger.billables(), goes: ledger.spared() };
};
