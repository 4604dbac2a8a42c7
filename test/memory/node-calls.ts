import { NodeGroupSpec, RollNodeGroup, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import { callOf } from "#core/fakes/calls.ts";
import { createNodeGroup } from "#core/node-groups/create-node-group.ts";
import { deleteNodeGroup } from "#core/node-groups/delete-node-group.ts";
import { rollNodeGroup } from "#core/node-groups/roll-node-group.ts";
import { updateNodeGroup } from "#core/node-groups/update-node-group.ts";
import { drainNode, removeNode, replaceNode } from "#core/nodes/change-node.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { caller, type Service } from "./service.ts";

/** What callers may ask of a cluster's nodes, and what is to be seen of them. */
export const nodesOf = (service: Service, clusterId: string) => {
  const { write, ports, world } = service;
  const call = callOf({});
  const { state } = ports;
  const onNode =
    (change: typeof drainNode) =>
    (nodeId: string, force = false): Promise<Operation> =>
      change({ ...call, params: { clusterId, nodeId }, body: { force } }, write);
  const groups = (): Promise<NodeGroupRecord[]> => state.nodeGroups(caller.tenantId, clusterId);
  const api = async (): Promise<Kubernetes> => {
    const { resources } = await state.cluster(caller.tenantId, clusterId);
    const keys = await ports.secrets.keys(clusterId);
    return ports.kubernetes.connect({ dnsName: resources.loadBalancer?.dnsName ?? "", keys });
  };

  return {
    api,
    groups,
    createGroup: (body: object) =>
      createNodeGroup({ ...call, params: { clusterId }, body: NodeGroupSpec.parse(body) }, write),
    updateGroup: (nodeGroupId: string, body: object, more: object = {}) =>
      updateNodeGroup(
        { ...call, ...more, params: { clusterId, nodeGroupId }, body: UpdateNodeGroup.parse(body) },
        write,
      ),
    rollGroup: (nodeGroupId: string, body: object = {}) =>
      rollNodeGroup({ ...call, params: { clusterId, nodeGroupId }, body: RollNodeGroup.parse(body) }, write),
    deleteGroup: (nodeGroupId: string, force: "true" | "false" = "false") =>
      deleteNodeGroup({ ...call, body: undefined, params: { clusterId, nodeGroupId }, query: { force } }, write),
    drain: onNode(drainNode),
    replace: onNode(replaceNode),
    /** The machine stays. */
    replaceKept: (nodeId: string) =>
      replaceNode({ ...call, params: { clusterId, nodeId }, body: { force: false, keep: true } }, write),
    remove: onNode(removeNode),

    group: async (name = "default"): Promise<NodeGroupRecord> => {
      const found = (await groups()).find(({ spec }) => spec.name === name);
      if (!found) throw new Error(`there is no node group ${name}`);
      return found;
    },
    records: async (): Promise<NodeRecord[]> =>
      (await state.nodes(caller.tenantId, clusterId)).items.filter(({ role }) => role === "worker"),
    /** The workers that exist. */
    machines: () => world.of("instances", clusterId).filter(({ role }) => role === "worker"),

    /** A pod on a node, of some controller, or of nobody. */
    async pod(name: string, nodeName: string, more: { labels?: Record<string, string>; owner?: string } = {}) {
      const { labels = {}, owner = "ReplicaSet" } = more;
      await (await api()).apply({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace: "default", labels, ownerReferences: [{ kind: owner, controller: true }] },
        spec: { nodeName, restartPolicy: "Always" },
      });
    },
    /** A budget over pods of a label that allows so many to leave. */
    async budget(name: string, app: string, allowed: number) {
      await (await api()).apply({
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name, namespace: "default" },
        spec: { selector: { matchLabels: { app } } },
        status: { disruptionsAllowed: allowed },
      });
    },
    podNames: (): string[] =>
      ports.kubernetes
        .objects(clusterId)
        .filter(({ kind }) => kind === "Pod")
        .map(({ metadata }) => metadata.name)
        .sort(),
  };
};
export type Nodes = ReturnType<typeof nodesOf>;

/** A running cluster, with a pod on each worker if wanted. */
export const withCluster = async (
  service: Service,
  body: object = {},
  pods = true,
): Promise<{ clusterId: string; nodes: Nodes }> => {
  const created = await service.create({ name: "one", ...body });
  const { end } = await service.run(created);
  if (end !== "Succeed") throw new Error("the cluster was not made");
  const { clusterId } = created;
  const nodes = nodesOf(service, clusterId);
  for (const machine of pods ? nodes.machines() : [])
    await nodes.pod(`web-${machine.slot}`, machine.nodeName ?? "", { labels: { app: "web" } });
  return { clusterId, nodes };
};
