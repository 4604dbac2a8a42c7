import type { Quota } from "#contract/quotas.ts";
import type { Call } from "#core/clusters/command.ts";
import type { State } from "#core/ports/state.ts";
import type { Limits } from "./limits.ts";

export const listQuotas = async (
  { caller: { tenantId } }: Pick<Call, "caller">,
  { state, clusterLimit, machineLimit }: Limits & { state: State },
): Promise<{ items: Quota[] }> => {
  const used = await state.used(tenantId);
  return {
    items: [
      { name: "clusters", limit: clusterLimit, used: used.clusters },
      { name: "machines", limit: machineLimit, used: used.machines },
    ],
  };
};
