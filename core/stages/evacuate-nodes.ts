import { cordonNodes } from "./cordon-nodes.ts";
import { changeFacts, connectTo, type PlannedInput } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * Where the cloud takes a machine back in two minutes, its pods are asked to leave before anything else is done, as far as budgets
 * allow; DrainNodes asks again. Nothing waits here. The machine goes whatever becomes of the operation, so it is not taken back.
 */
export const evacuateNodes: Stage<PlannedInput> = async (input, ports) => {
  const { plan } = input;
  if (!plan.urgent) return;
  await cordonNodes(input, ports);
  const { cluster } = await changeFacts(input, ports);
  const api = await connectTo(cluster, ports);
  await Promise.all(
    plan.drain.map(async ({ name }) => {
      const pods = name === undefined ? [] : await api.podsToMove(name);
      await Promise.all(pods.filter(({ ending }) => !ending).map((pod) => api.evict(pod)));
    }),
  );
};
