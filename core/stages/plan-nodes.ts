import { isAlive } from "#core/nodes/is-alive.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import { type Candidate, pickLeaving } from "#core/nodes/pick-leaving.ts";
import { freeSlots, spreadOver } from "#core/nodes/spread.ts";
import type { KubernetesNode, Machine } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { NodeChange, NodeGroupRecord, OperationRecord } from "#core/records.ts";
import { findImage } from "./find-image.ts";
import { changeFacts, connectTo, instanceOf, type LeavingNode, type NodePlan, nodeRecords } from "./node-change.ts";
import { pauseHere } from "./pause-here.ts";
import type { Stage } from "./stage.ts";
import { zonesOf } from "./worker-orders.ts";

interface Facts {
  kind: OperationRecord["kind"];
  change: NodeChange;
  group: NodeGroupRecord;
  /** The group's machines that run, and serve. */
  present: Machine[];
  /** Those that are kept out of service. */
  kept: Machine[];
  /** By instance id. */
  nodes: Map<string, KubernetesNode>;
  /** Those of the group that are not as it makes them today, by instance id. */
  outdated: Set<string>;
}

const candidateOf = ({ instanceId, zone, template = 0, launchedAt }: Machine, { nodes }: Facts): Candidate => {
  const node = nodes.get(instanceId);
  return {
    nodeId: instanceId,
    zone,
    inService: node?.ready === true && !node.unschedulable,
    template,
    launchedAt,
  };
};

/** How many machines come, and which go. */
const decide = (facts: Facts): { launch: number; leaving: string[] } => {
  const { kind, change, group, present, kept } = facts;
  const { nodeId } = change;
  switch (kind) {
    case "node.drain":
    case "node.remove":
      return { launch: 0, leaving: nodeId === undefined ? [] : [nodeId] };
    case "node.replace": {
      // Others of the group that have ended without us go with it, so what is missing comes with it.
      const staying = present.filter(({ instanceId }) => instanceId !== nodeId).length;
      return { launch: Math.max(group.spec.size - staying, 1), leaving: nodeId === undefined ? [] : [nodeId] };
    }
    case "node-group.roll": {
      const old = present.filter(({ instanceId }) => facts.outdated.has(instanceId));
      const leaving = pickLeaving(
        old.map((machine) => candidateOf(machine, facts)),
        change.roll?.maxSurge ?? 1,
      );
      const staying = present.length - leaving.length;
      return { launch: Math.max(group.spec.size - staying, 0), leaving: leaving.map((node) => node.nodeId) };
    }
    case "node-group.delete":
      return { launch: 0, leaving: [...present, ...kept].map(({ instanceId }) => instanceId) };
    case "cluster.upgrade":
    case "cluster.rollback":
    case "keys.rotate": {
      const staying = present.filter(({ instanceId }) => instanceId !== nodeId).length;
      return { launch: Math.max(group.spec.size - staying, 0), leaving: nodeId === undefined ? [] : [nodeId] };
    }
    case "cluster.create":
    case "cluster.delete":
    case "cluster.restore":
    case "cluster.hibernate":
    case "cluster.wake":
    case "backup.create":
    case "backup.drill":
    case "control-plane.replace":
    case "credentials.revoke":
    case "cluster.mend":
      throw new Error(`a ${kind} changes no nodes`);
    case "node-group.create":
    case "node-group.update": {
      const missing = group.spec.size - present.length;
      const candidates = present.map((machine) => candidateOf(machine, facts));
      const chosen = candidates.filter((node) => change.leaving?.includes(node.nodeId)).slice(0, Math.max(-missing, 0));
      const others = candidates.filter((node) => !chosen.includes(node));
      const leaving = [...chosen, ...pickLeaving(others, -missing - chosen.length)];
      return { launch: Math.max(missing, 0), leaving: leaving.map((node) => node.nodeId) };
    }
  }
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
  const { launch, leaving } = decide({ kind: operation.kind, change, group, present, kept, nodes, outdated });

  const zones = spreadOver(
    zonesOf(cluster, group),
    present.filter(({ instanceId }) => !leaving.includes(instanceId)).map(({ zone }) => zone),
    launch,
  );
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
