import { decideChange } from "#core/nodes/decide-change.ts";
import { isAlive } from "#core/nodes/is-alive.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import type { Candidate } from "#core/nodes/pick-leaving.ts";
import { freeSlots } from "#core/nodes/spread.ts";
import type { KubernetesNode, Machine } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { findImage } from "./find-image.ts";
import { changeFacts, connectWith, instanceOf, type LeavingNode, type NodePlan, nodeRecords } from "./node-change.ts";
import { pauseHere } from "./pause-here.ts";
import type { Ports, Stage } from "./stage.ts";
import { zonesOf } from "./worker-orders.ts";

const candidateOf = (
  { instanceId, zone, template = 0, launchedAt }: Machine,
  { node, record }: { node: KubernetesNode | undefined; record: NodeRecord | undefined },
): Candidate => ({
  ...{ nodeId: instanceId, zone, template, launchedAt },
  // Of an operation that has failed: none other runs. Somebody may have put it back in service since.
  leaving: (record?.state === "draining" || record?.state === "terminating") && node?.unschedulable !== false,
  inService: node?.ready === true && !node.unschedulable,
});

/** Unless the operation is to stop here. */
const factsOf = async (input: StageInput, ports: Ports): ReturnType<typeof changeFacts> => {
  const facts = await changeFacts(input, ports);
  if (facts.operation.kind === "node-group.roll")
    await pauseHere(input, facts.operation, { stage: "PlanNodes", status: "pending" }, ports);
  return facts;
};

/** By instance id. The keys come with the other facts, and the answer with the cloud's: who waits for a machine waits for each look here. */
const nodesOf = async (
  { clusterId }: StageInput,
  facts: Promise<{ cluster: ClusterRecord }>,
  ports: Pick<Ports, "secrets" | "kubernetes">,
): Promise<Map<string, KubernetesNode>> => {
  const [{ cluster }, keys] = await Promise.all([facts, ports.secrets.keys(clusterId)]);
  const api = await connectWith(cluster, keys, ports);
  return new Map((await api.nodes()).map((node) => [instanceOf(node), node]));
};

/** Looks at the group as it is and decides what is to be done. Makes nothing, so there is nothing to undo. */
export const planNodes: Stage<StageInput, { plan: NodePlan }> = async (input, ports) => {
  const { clusterId } = input;
  const facts = factsOf(input, ports);
  const [{ operation, change, cluster, group }, launched, records, nodes] = await Promise.all([
    facts,
    ports.machines.list(clusterId, "worker"),
    nodeRecords(input, ports),
    nodesOf(input, facts, ports),
  ]);
  const alive = launched.filter(isAlive);
  const ofGroup = ({ nodeGroupId }: Machine): boolean => nodeGroupId === group.nodeGroupId;
  const present = alive.filter(ofGroup).filter(({ kept }) => !kept);
  const kept = launched.filter(ofGroup).filter((machine) => machine.kept);
  const outdated = new Set(outdatedOf(group, cluster.spec.version, records).map(({ nodeId }) => nodeId));
  const { zones, leaving } = decideChange({
    ...{ kind: operation.kind, change, outdated },
    ...{ size: group.spec.size, zones: zonesOf(cluster, group) },
    present: present.map((machine) => {
      const { instanceId } = machine;
      const record = records.find(({ nodeId }) => nodeId === instanceId);
      return candidateOf(machine, { node: nodes.get(instanceId), record });
    }),
    kept: kept.map(({ instanceId }) => instanceId),
  });
  const launch = zones.length;
  const taken = launched.map(({ slot }) => slot);
  const slots = freeSlots(group.spec.name, taken, launch).map((slot, i) => ({ slot, zone: zones[i] ?? "" }));
  if (launch > 0) {
    const { machineType } = group.spec;
    const imageId = await findImage(input, cluster, machineType, ports);
    await ports.machines.rehearse({ machineType, imageId, count: launch });
  }

  const isThere = new Set([...alive, ...kept].map(({ instanceId }) => instanceId));
  // Machines that have ended, or stand still, without us are still on record, and in Kubernetes: they go with the rest. Nothing runs on them.
  const lost = records.filter(({ nodeGroupId, nodeId }) => nodeGroupId === group.nodeGroupId && !isThere.has(nodeId));
  const named = (nodeId: string): LeavingNode => {
    const name = nodes.get(nodeId)?.name;
    return { nodeId, ...(name === undefined ? {} : { name }) };
  };
  const serves = new Set(present.map(({ instanceId }) => instanceId));
  const drain = leaving.filter((nodeId) => serves.has(nodeId)).map(named);
  // A machine that has ended cannot be kept.
  const keep = change.keep ? leaving.filter((nodeId) => launched.some(({ instanceId }) => instanceId === nodeId)) : [];
  const going = [...new Set([...leaving, ...lost.map(({ nodeId }) => nodeId)])].filter((id) => !keep.includes(id));
  const remove = operation.kind === "node.drain" ? [] : going.map(named);
  const ended = remove.filter(({ nodeId }) => !isThere.has(nodeId));
  const urgent = change.reason?.code === "SpotNotice";
  return { plan: { launch: slots, drain, remove, keep: keep.map(named), ended, urgent } };
};
