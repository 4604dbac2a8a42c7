import { NotYet, TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import { connectTo } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";

/** How long pods may take to end; what has not ended by then ends with its machine. */
const graceSeconds = 300;

/** Tells each pod once that it is to end. Budgets are for pods that have elsewhere to go; these have not. @returns how many are left */
const endedOn = async (api: Kubernetes, node: string): Promise<number> => {
  const pods = await api.podsToMove(node);
  const told = pods
    .filter(({ ending }) => !ending)
    .map(({ namespace, name }) => api.remove({ apiVersion: "v1", kind: "Pod", namespace, name }));
  await Promise.all(told);
  return pods.length;
};

const endPodsNow = async (input: Parameters<Stage>[0], ports: Ports): Promise<number> => {
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  const api = await connectTo(cluster, ports);
  const nodes = (await api.nodes()).filter(({ ready }) => ready);
  await Promise.all(nodes.filter((node) => !node.unschedulable).map(({ name }) => api.cordon(name, input.operationId)));
  const left = await Promise.all(nodes.map(({ name }) => endedOn(api, name)));
  return left.reduce((sum, count) => sum + count, 0);
};

/**
 * Pods end as they would elsewhere, each with its own grace. The snapshot has them as they were. From here on there is no way back, so there is
 * no undo. @throws NotYet until they have ended, for a while
 */
export const endPods: Stage = async (input, ports) => {
  const { stages } = await ports.state.operation(input.tenantId, input.operationId);
  const now = ports.clock.now();
  const began = stages.find(({ name }) => name === "EndPods")?.startedAt ?? now;
  if (Date.parse(now) - Date.parse(began) >= graceSeconds * 1000) return;
  // One that has begun to end before: nobody may be there to ask.
  const members = await ports.machines.list(input.clusterId, "control-plane");
  if (!members.some(({ state }) => state === "running")) return;
  try {
    const left = await endPodsNow(input, ports);
    if (left > 0) throw new NotYet(`${left} pods have not ended`);
  } catch (error) {
    if (error instanceof TemporaryFailure) throw new NotYet(error.message, { cause: error });
    throw error;
  }
};
