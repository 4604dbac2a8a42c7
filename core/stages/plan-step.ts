import { upgradeSteps } from "#core/operations/stages.ts";
import type { StageInput, Step } from "#core/ports/state.ts";
import type { ClusterRecord, MemberChange, NodeChange, NodeGroupRecord, Upgrade } from "#core/records.ts";
import { type NextStep, nextStep, progressOf, type UpgradeFacts } from "#core/upgrade/next-step.ts";
import { stepText } from "#core/upgrade/step-text.ts";
import { pauseHere } from "./pause-here.ts";
import { shortOf } from "./short-of.ts";
import type { Stage } from "./stage.ts";
import { goalOf, lookAtUpgrade, upgradeOf } from "./upgrade-facts.ts";

/** The minor that any member emulates. */
const emulatedBy = ({ members }: UpgradeFacts): Pick<Upgrade, "emulates"> => {
  const [emulates] = members.flatMap((one) => one.emulates ?? []);
  return emulates === undefined ? {} : { emulates };
};

/** What the stages of the step are told that they are about. */
const aboutOf = (next: NextStep, { machines = 0 }: ClusterRecord): { member?: MemberChange; change?: NodeChange } => {
  if (next.kind === "member") return { member: { nodeId: next.nodeId, force: false } };
  if (next.kind === "finalise") return { member: { nodeId: next.nodeId, force: false, finalises: true } };
  if (next.kind !== "node") return {};
  const { nodeGroupId, nodeId } = next;
  return { change: { nodeGroupId, nodeId, force: false, machines: { before: machines, after: machines } } };
};

/**
 * Steps that an upgrade, or each hop of one, may take at most: there and back, with accidents. A rule that turns in a circle is a bug, and
 * ends here.
 */
const mostSteps = ({ size }: { size: number }, groups: readonly NodeGroupRecord[]): number =>
  20 + 4 * groups.reduce((sum, { spec }) => sum + spec.size, size);

/** An execution that goes on in the loop is told so, in the words of its first step. */
type Input = StageInput & { goesOn?: Step };

/**
 * Looks at the cluster and says what comes next, whichever way the upgrade goes; writes down what that is about. What the cluster has
 * become short of while the upgrade was paused is no fault of the upgrade's. Makes nothing, so there is nothing to undo.
 */
export const planStep: Stage<Input, { next: NextStep["kind"]; step: Step }> = async (input, ports) => {
  const { tenantId, operationId } = input;
  const operation = await ports.state.operation(tenantId, operationId);
  const upgrade = upgradeOf(operation);
  await pauseHere(input, operation, { stage: "PlanStep", status: "succeeded" }, ports);
  const goal = goalOf(upgrade);
  const { cluster, groups, api, facts } = await lookAtUpgrade(input, goal, ports);
  const next = nextStep(facts);
  const steps = upgrade.steps + 1;
  if (steps - (upgrade.stepsBefore ?? 0) > mostSteps(facts, groups))
    throw new Error(`operation ${operationId} does not come to an end`);
  const isGoneOnWith = !upgrade.back && input.goesOn !== undefined && input.step?.id === input.goesOn.id;
  const short = isGoneOnWith ? await shortOf(api) : upgrade.short;
  const { emulates: _, ...before } = upgrade;
  await ports.state.noteUpgrade(input, {
    upgrade: {
      ...before,
      ...emulatedBy(facts),
      steps,
      doing: stepText(next, goal),
      machines: progressOf(facts),
      short,
    },
    begins: { ...aboutOf(next, cluster), stages: upgradeSteps },
  });
  return {
    next: next.kind,
    step: { id: `${operationId}-${steps}`, version: goal.version, back: upgrade.back !== undefined },
  };
};
