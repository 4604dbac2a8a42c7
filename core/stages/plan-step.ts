import { upgradeSteps } from "#core/operations/stages.ts";
import type { StageInput, Step } from "#core/ports/state.ts";
import type { ClusterRecord, MemberChange, NodeChange, NodeGroupRecord } from "#core/records.ts";
import { type NextStep, nextStep, progressOf } from "#core/upgrade/next-step.ts";
import { stepText } from "#core/upgrade/step-text.ts";
import { pauseHere } from "./pause-here.ts";
import type { Stage } from "./stage.ts";
import { lookAtUpgrade, targetOf, upgradeOf } from "./upgrade-facts.ts";

/** What the stages of the step are told that they are about. */
const aboutOf = (next: NextStep, { machines = 0 }: ClusterRecord): { member?: MemberChange; change?: NodeChange } => {
  if (next.kind === "member") return { member: { nodeId: next.nodeId, force: false } };
  if (next.kind !== "node") return {};
  const { nodeGroupId, nodeId } = next;
  return { change: { nodeGroupId, nodeId, force: false, machines: { before: machines, after: machines } } };
};

/** Steps that an upgrade, or each hop of one, may take at most: there and back, with accidents. A rule that turns in a circle is a bug, and ends here. */
const mostSteps = ({ size }: { size: number }, groups: readonly NodeGroupRecord[]): number =>
  20 + 4 * groups.reduce((sum, { spec }) => sum + spec.size, size);

/**
 * Looks at the cluster and says what comes next, whichever way the upgrade goes; writes down what that is about. Makes nothing, so there
 * is nothing to undo.
 */
export const planStep: Stage<StageInput, { next: NextStep["kind"]; step: Step }> = async (input, ports) => {
  const { tenantId, operationId } = input;
  const operation = await ports.state.operation(tenantId, operationId);
  const upgrade = upgradeOf(operation);
  await pauseHere(input, operation, { stage: "PlanStep", status: "succeeded" }, ports);
  const target = targetOf(upgrade);
  const { cluster, groups, facts } = await lookAtUpgrade(input, target, ports);
  const next = nextStep(facts);
  const steps = upgrade.steps + 1;
  if (steps - (upgrade.stepsBefore ?? 0) > mostSteps(facts, groups))
    throw new Error(`operation ${operationId} does not come to an end`);
  await ports.state.noteUpgrade(input, {
    upgrade: { ...upgrade, steps, doing: stepText(next, target), machines: progressOf(facts) },
    begins: { ...aboutOf(next, cluster), stages: upgradeSteps },
  });
  return {
    next: next.kind,
    step: { id: `${operationId}-${steps}`, version: target, back: upgrade.back !== undefined },
  };
};
