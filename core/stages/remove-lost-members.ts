import { hasQuorum } from "#core/control-plane/quorum.ts";
import { NotYet } from "#core/errors.ts";
import { isAlive } from "#core/nodes/is-alive.ts";
import type { EtcdMember } from "#core/ports/etcd.ts";
import { made } from "./made.ts";
import { doorOf, leaveEtcd, lookAtControlPlane, type MemberInput, serveWith, without } from "./member-change.ts";
import { instanceOf, removeNodeObject } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * The machines of members that are lost end, as far as they still run, and they leave etcd, which takes nobody in while one of its members
 * does not answer; so do those that no machine of the cluster stands for. Their nodes leave Kubernetes. They are lost whatever becomes of the
 * operation, so there is no undo. That etcd answers at all is proved here, before anybody joins.
 */
export const removeLostMembers: Stage<MemberInput> = async (input, ports) => {
  const { plan, clusterId } = input;
  const { etcd, machines } = ports;
  const controlPlane = await lookAtControlPlane(input, ports);
  const { cluster, api, well } = controlPlane;
  const lost = plan.lost.map(({ nodeId }) => nodeId);
  await serveWith(cluster, without(made(cluster, "members"), plan.lost), ports);
  const alive = controlPlane.machines.filter(isAlive).filter(({ instanceId }) => !lost.includes(instanceId));
  const isLost = (member: EtcdMember): boolean => !alive.some(({ address }) => address === member.address);
  const door = await doorOf(controlPlane, input, [plan.target.nodeId, ...lost]);
  const members = await etcd.list(door);
  const voters = members.filter(({ votes }) => votes).map(({ address }) => address);
  if (!hasQuorum(voters, well)) throw new NotYet("too few members of etcd are Ready beside those that are lost");
  // The machines first: one that runs on outside of etcd would look well to everybody.
  await machines.terminateOnly(clusterId, lost);
  for (const member of members.filter(isLost)) {
    await leaveEtcd(member, members, { door, well, etcd });
    // The next one is judged by what etcd is then.
    members.splice(members.indexOf(member), 1);
  }
  const nodes = (await api.nodes()).filter((node) => lost.includes(instanceOf(node)));
  await Promise.all(nodes.map(({ name }) => removeNodeObject(api, name)));
};
