import type { StageInput } from "#core/ports/state.ts";
import { joiningEmulates } from "#core/upgrade/emulation.ts";
import { makerOf } from "./maker.ts";
import { nodeRecords } from "./node-change.ts";
import type { Ports } from "./stage.ts";

/** The minor that the new member is to emulate. @returns undefined where it comes with no upgrade, or with one that has none to emulate */
export const memberEmulates = async (input: StageInput, ports: Pick<Ports, "state">): Promise<string | undefined> => {
  const { upgrade } = await ports.state.operation(input.tenantId, input.operationId);
  if (!upgrade) return undefined;
  const others = (await nodeRecords(input, ports)).filter(
    ({ role, operationId }) => role === "control-plane" && operationId !== makerOf(input),
  );
  return joiningEmulates(upgrade, others);
};
