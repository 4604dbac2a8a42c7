import { decideChange } from "#core/nodes/decide-change.ts";
import { isAlive } from "#core/nodes/is-alive.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import type { Candidate } from "#core/nodes/pick-leaving.ts";
import { freeSlots } from "#core/nodes/spread.ts";
import type { KubernetesNode, Machine } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import { findImage } from "./find-image.ts";
import {
  changeFacts,
  connectTo,
  drainedReason,
  instanceOf,
  type LeavingNode,
  type NodePlan,
  nodeRecords,
} from "./node-change.ts";
import { pauseHere } from "./pause-here.ts";
import type { Stage } from "./stage.ts";
import { zonesOf } from "./worker-orders.ts";

const candidateOf = (
  { instanceId, zone, template = 0, launchedAt }: Machine,
  { node, reason }: { node: KubernetesNode | undefined; reason: string | undefined },
): Candidate => {
  const unschedulable = node?.unschedulable === true;
  return {
    ...{ nodeId: instanceId, zone, template, launchedAt },
    // One that was drained because somebody asked for that is to stay.
    leaving: unschedulable && node.cordonedBy !== undefined && reason !== drainedReason,
    inService: node?.ready === true && !unschedulable,
  };
};

/** Looks at the group as it is and decides what is to be done. Makes nothing, so there is nothing to undo. */
export const planNodes: Stage<StageInput, { plan: NodePlan }> = async (input, ports) => {
  const { clusterId } = input;
  const [{ operation, change, cluster, group }, launched, records] = await Promise.all([
    changeFacts(input, ports),
    ports.machines.list(clusterId, "worker"),
    nodeRecords(input, ports),
  ]);
  if (operation.kind === "node-group.roll")
    await pauseHere(input, operation, { stage: "PlanNodes", status: "pending" }, ports);
  const api = await connectTo(cluster, ports);
  const nodes = new Map((await api.nodes()).map((node) => [instanceOf(node), node]));
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
      const reason = records.find(({ nodeId }) => nodeId === instanceId)?.reason;
      return candidateOf(machine, { node: nodes.get(instanceId), reason });
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
