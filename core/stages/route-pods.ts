import { NotYet } from "#core/errors.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import { connectTo, instanceOf } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";

/** A route for the pod range of each node whose machine is there; all other such routes go. @throws NotYet while one has no range */
export const routeNodes = async (
  { clusterId }: StageInput,
  api: Kubernetes,
  { network, machines }: Pick<Ports, "network" | "machines">,
): Promise<void> => {
  const [nodes, launched] = await Promise.all([api.nodes(), machines.list(clusterId)]);
  const living = new Set(launched.filter(({ state }) => state !== "shutting-down").map(({ instanceId }) => instanceId));
  const routes = nodes
    .filter((node) => living.has(instanceOf(node)))
    .map((node) => {
      if (node.podCidr === undefined) throw new NotYet(`node ${node.name} has no pod range yet`);
      return { podCidr: node.podCidr, instanceId: instanceOf(node) };
    });
  await network.routePods({ clusterId, routes });
};

/** A route for each node's pod range. The routes go with the network, so there is nothing to undo. */
export const routePods: Stage = async (input, ports) => {
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  await routeNodes(input, await connectTo(cluster, ports), ports);
};
