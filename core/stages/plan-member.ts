import { decideReplacement } from "#core/control-plane/decide-replacement.ts";
import type { MemberSeen } from "#core/control-plane/quorum.ts";
import { WrongState } from "#core/errors.ts";
import { isUnhealthy, type SeenNode, seenNode } from "#core/healing/seen.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { MemberPlace, NodeRecord } from "#core/records.ts";
import { findImage } from "./find-image.ts";
import { made } from "./made.ts";
import { type ControlPlane, lookAtControlPlane, type MemberPlan, memberOf } from "./member-change.ts";
import { nextSlots } from "./member-slots.ts";
import { instanceOf } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";

/** Each member as it is now, which may be otherwise than it was when somebody asked. */
const seenMembers = async (
  { api, records, machines }: ControlPlane,
  { clock }: Pick<Ports, "clock">,
): Promise<SeenNode[]> => {
  const [nodes, heartbeats] = await Promise.all([api.nodes(), api.heartbeats()]);
  const now = clock.now();
  return records.map((record) => {
    const node = nodes.find((one) => instanceOf(one) === record.nodeId);
    return seenNode(record, {
      machine: machines.find(({ instanceId }) => instanceId === record.nodeId),
      node,
      heartbeat: node && heartbeats.get(node.name),
      spotNoticeAt: undefined,
      now,
    });
  });
};

const memberSeen = (seen: SeenNode): MemberSeen => ({
  nodeId: seen.nodeId,
  health: seen.gone ? "gone" : isUnhealthy(seen) ? "ill" : "well",
});

const placeIn = (
  { cluster, machines }: ControlPlane,
  zone: string,
  members: readonly MemberPlace[],
): Required<MemberPlan>["launch"] => {
  const subnet = made(cluster, "subnets").find((one) => one.zone === zone);
  if (!subnet) throw new Error(`cluster ${cluster.clusterId} has no subnet in ${zone}`);
  return {
    slot: nextSlots(
      [...members, ...machines].map(({ slot }) => slot),
      1,
    )[0] as string,
    subnetId: subnet.privateSubnetId,
  };
};

/**
 * Looks at the control plane as it is and decides what is to be done. Makes nothing, so there is nothing to undo.
 * @throws WrongState when etcd's quorum would be at risk
 */
export const planMember: Stage<StageInput, { plan: MemberPlan }> = async (input, ports) => {
  const [operation, controlPlane] = await Promise.all([
    ports.state.operation(input.tenantId, input.operationId),
    lookAtControlPlane(input, ports),
  ]);
  const { nodeId } = memberOf(operation);
  const { cluster, records } = controlPlane;
  const { machines: size, machineType } = cluster.spec.controlPlane;
  const target = records.find((record) => record.nodeId === nodeId);
  if (!target) throw new WrongState(`the control plane has no member ${nodeId} any more`);
  const members = (await seenMembers(controlPlane, ports)).map(memberSeen);
  const decision = decideReplacement(members, size, nodeId);
  if ("refusal" in decision) throw new WrongState(decision.refusal.message);

  const leaving = ({ nodeId, address }: NodeRecord) => ({ nodeId, address });
  const lost = records.filter((record) => decision.lost.includes(record.nodeId)).map(leaving);
  const plan = { target: leaving(target), lost };
  if (!decision.launches) return { plan };
  const imageId = await findImage(input, cluster, machineType, ports);
  await ports.machines.rehearse({ machineType, imageId, count: 1 });
  return { plan: { ...plan, launch: placeIn(controlPlane, target.zone, made(cluster, "members")) } };
};
