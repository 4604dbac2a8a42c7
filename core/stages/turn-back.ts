import type { StageInput, Step } from "#core/ports/state.ts";
import type { Upgrade } from "#core/records.ts";
import { type FailureInput, failureOf } from "./report-failure.ts";
import type { Ports, Stage } from "./stage.ts";
import { upgradeOf } from "./upgrade-facts.ts";

/** Old keys that are deleted already are nothing to go back to: what is there is what is to be reached. */
const keysLeft = async (
  { clusterId }: StageInput,
  { keys }: Upgrade,
  { secrets }: Pick<Ports, "secrets">,
): Promise<Pick<Upgrade, "keys">> => {
  if (keys?.phase !== "drop") return {};
  const { revision, rotation } = await secrets.keys(clusterId);
  return revision === keys.to && !rotation ? { keys: { ...keys, from: keys.to } } : {};
};

/** From now on the version before is what is to be reached. Only writes that down: nothing to undo. */
export const turnBack: Stage<FailureInput, { step: Step }> = async (input, ports) => {
  const { tenantId, operationId, failure, notUndone } = input;
  const upgrade = upgradeOf(await ports.state.operation(tenantId, operationId));
  const error = failureOf(failure);
  const left = notUndone.length > 0 ? `; not undone at once: ${notUndone.join(", ")}` : "";
  const back = upgrade.back ?? { ...error, message: `${error.message}${left}` };
  await ports.state.noteUpgrade(input, { upgrade: { ...upgrade, ...(await keysLeft(input, upgrade, ports)), back } });
  return { step: { id: operationId, version: upgrade.from, back: true } };
};
