import type { StageInput } from "#core/ports/state.ts";
import type { Stage } from "#core/stages/stage.ts";
import { newLedger } from "./ledger.ts";
import { planningPorts } from "./planning-ports.ts";

/** Runs a workflow's stages, in their order, on ports that only write down what they are asked for. @returns what they have written down */
export const plannedRun = async <Name extends string>(
  names: readonly Name[],
  rules: Record<Name, Stage>,
  { tenantId, clusterId, operationId }: StageInput,
  order: Parameters<typeof planningPorts>[0],
): Promise<ReturnType<typeof newLedger>> => {
  const ledger = newLedger();
  const ports = planningPorts(order, ledger);
  for (const name of names) {
    ledger.begin(name);
    await rules[name]({ tenantId, clusterId, operationId }, ports);
  }
  return ledger;
};
