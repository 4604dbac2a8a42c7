import { metered } from "#core/billing/metered.ts";
import { NotYet } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import { nodeRecords } from "./node-change.ts";
import type { Ports } from "./stage.ts";

/** Machines that were launched end, and leave the records: by tag, and by record where they have ended. Asks nothing of Kubernetes. */
export const takeBack = async (
  input: StageInput,
  isMeant: (by: string | undefined) => boolean,
  ports: Ports,
  role?: "control-plane" | "worker",
): Promise<void> => {
  const { clusterId } = input;
  const launched = (await ports.machines.list(clusterId, role)).filter(({ operationId }) => isMeant(operationId));
  const recorded = (await nodeRecords(input, ports))
    .filter((record) => role === undefined || record.role === role)
    .filter(({ operationId }) => isMeant(operationId));
  const ids = new Set([...launched.map(({ instanceId }) => instanceId), ...recorded.map(({ nodeId }) => nodeId)]);
  await metered(input, ports, () => ports.machines.terminateOnly(clusterId, [...ids]));
  if (launched.length > 0) throw new NotYet("machines are ending");
  await ports.state.forgetNodes(
    input,
    recorded.map(({ nodeId }) => nodeId),
  );
};
