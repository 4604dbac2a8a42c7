import type { Kubernetes, KubernetesNode } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { cordonNodes } from "./cordon-nodes.ts";
import { instanceOf, type PlannedInput, removeNodeObject } from "./node-change.ts";
import type { Ports } from "./stage.ts";

const isOfCloud = ({ providerId }: KubernetesNode): boolean => providerId.startsWith("aws://");

/** A machine that comes may get the address of one that has ended, and with it the name: its Node object must not be there any more. */
const removeEnded = async (api: Kubernetes, ids: ReadonlySet<string>): Promise<void> => {
  if (ids.size === 0) return;
  const ended = (await api.nodes()).filter((node) => ids.has(instanceOf(node)));
  await Promise.all(ended.map(({ name }) => removeNodeObject(api, name)));
};

/**
 * The same of all that have ended, as far as Kubernetes has noticed it: the Node object would keep the id of its machine, and nobody would
 * know the one that comes. One that is Ready stays: what the cloud lists may be behind what is there.
 */
export const removeLeftBehind = async (
  api: Kubernetes,
  clusterId: string,
  ports: Pick<Ports, "machines">,
): Promise<void> => {
  const [nodes, machines] = await together([api.nodes(), ports.machines.list(clusterId)]);
  const there = new Set(machines.map(({ instanceId }) => instanceId));
  const left = nodes.filter((node) => !node.ready && isOfCloud(node) && !there.has(instanceOf(node)));
  await Promise.all(left.map(({ name }) => removeNodeObject(api, name)));
};

/**
 * What has to happen before anything comes. Where the cloud takes a machine back in two minutes, its pods are asked to leave, as far as
 * budgets allow; DrainNodes asks again. Nodes whose machines have ended leave Kubernetes. Nothing waits here, and nothing is taken
 * back: those machines are gone, or going, whatever becomes of the operation.
 */
export const clearLeaving = async (input: PlannedInput, api: Kubernetes, ports: Ports): Promise<void> => {
  const { plan } = input;
  await removeEnded(api, new Set(plan.ended.map(({ nodeId }) => nodeId)));
  if (!plan.urgent) return;
  await cordonNodes(input, ports);
  await Promise.all(
    plan.drain.map(async ({ name }) => {
      const pods = name === undefined ? [] : await api.podsToMove(name);
      await Promise.all(pods.filter(({ ending }) => !ending).map((pod) => api.evict(pod)));
    }),
  );
};
