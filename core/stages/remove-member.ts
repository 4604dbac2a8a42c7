import { meterCluster } from "#core/billing/meter-cluster.ts";
import { made } from "./made.ts";
import { doorOf, leaveEtcd, lookAtControlPlane, type MemberInput, without } from "./member-change.ts";
import { instanceOf, removeNodeObject } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * The old member leaves etcd, its machine ends, its node leaves Kubernetes, and its address and its record go. From here there is no way
 * back, so there is no undo. @throws NotYet until all of it has gone
 */
export const removeMember: Stage<MemberInput> = async (input, ports) => {
  const { clusterId, plan } = input;
  const { target, lost } = plan;
  const { etcd, machines, state, clock } = ports;
  const controlPlane = await lookAtControlPlane(input, ports);
  const { cluster, api, records, well } = controlPlane;
  const record = records.find(({ nodeId }) => nodeId === target.nodeId);
  if (record && record.state !== "terminating") await state.putNodes(input, [{ ...record, state: "terminating" }]);
  // One that was lost has left etcd before.
  if (!lost.some(({ nodeId }) => nodeId === target.nodeId)) {
    const door = await doorOf(controlPlane, input, [target.nodeId]);
    const members = await etcd.list(door);
    const leaving = members.find(({ address }) => address === target.address);
    if (leaving) await leaveEtcd(leaving, members, { door, well, etcd });
  }
  await meterCluster(input, ports);
  await machines.terminateOnly(clusterId, [target.nodeId]);
  const nodes = (await api.nodes()).filter((node) => instanceOf(node) === target.nodeId);
  await Promise.all(nodes.map(({ name }) => removeNodeObject(api, name)));

  const members = made(cluster, "members");
  const slots = members.filter(({ address }) => address === target.address).map(({ slot }) => slot);
  await machines.releaseAddresses(clusterId, { slots });
  await state.updateCluster(input, { resources: { members: without(members, [target]) }, at: clock.now() });
  await state.forgetNodes(input, [target.nodeId]);
};
