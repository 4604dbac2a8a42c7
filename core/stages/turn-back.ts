import type { Step } from "#core/ports/state.ts";
import { type FailureInput, failureOf } from "./report-failure.ts";
import type { Stage } from "./stage.ts";
import { upgradeOf } from "./upgrade-facts.ts";

/** From now on the version before is what is to be reached. Only writes that down: nothing to undo. */
export const turnBack: Stage<FailureInput, { step: Step }> = async (input, ports) => {
  const { tenantId, operationId, failure, notUndone } = input;
  const upgrade = upgradeOf(await ports.state.operation(tenantId, operationId));
  const error = failureOf(failure);
  const left = notUndone.length > 0 ? `; not undone at once: ${notUndone.join(", ")}` : "";
  const back = upgrade.back ?? { ...error, message: `${error.message}${left}` };
  await ports.state.noteUpgrade(input, { upgrade: { ...upgrade, back } });
  return { step: { id: operationId, version: upgrade.from, back: true } };
};
