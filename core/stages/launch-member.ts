import { metered } from "#core/billing/metered.ts";
import { NotYet } from "#core/errors.ts";
import type { EtcdMember } from "#core/ports/etcd.ts";
import { bootstrapOf } from "./bootstrap.ts";
import { findImage } from "./find-image.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { made } from "./made.ts";
import { makerOf } from "./maker.ts";
import { type ControlPlane, doorOf, leaveEtcd, lookAtControlPlane, type MemberInput } from "./member-change.ts";
import { memberEmulates } from "./member-emulates.ts";
import { memberEtcd } from "./member-etcd.ts";
import { memberOrder, memberSpreadGroup } from "./member-order.ts";
import { instanceOf, removeNodeObject } from "./node-change.ts";
import { routeNodes } from "./route-pods.ts";
import type { Ports, Stage } from "./stage.ts";

/** The new member's machine boots, and joins once it is awaited. Answers with the machines whose boot is to be awaited: it, or none. */
export const launchMember: Stage<MemberInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { tenantId, clusterId, operationId, plan, step } = input;
  if (!plan.launch) return { machines: [] };
  const { machines, identities, bootstrap, state } = ports;
  const cluster = await state.cluster(tenantId, clusterId);
  const member = made(cluster, "members").find(({ slot }) => slot === plan.launch?.slot);
  if (!member) throw new Error(`cluster ${clusterId} has no member in slot ${plan.launch.slot}`);
  const { controlPlaneProfile: profile } = await identities.ensure(clusterId);
  await machines.ensureSpreadGroups(clusterId, [memberSpreadGroup]);
  const emulates = await memberEmulates(input, ports);
  const userData = bootstrap.userData({
    ...bootstrapOf(cluster, "control-plane", ports, step?.version),
    certificateNames: [made(cluster, "loadBalancer").dnsName],
    join: true,
    ...(emulates === undefined ? {} : { emulates }),
  });
  const imageId = await findImage(input, cluster, cluster.spec.controlPlane.machineType, ports);
  const order = memberOrder(cluster, member, { operationId: makerOf(input), profile, userData, imageId });
  const launched = await metered(input, ports, () => machines.launch([order]));
  const etcd = await memberEtcd(input, cluster, ports);
  await state.putNodes(input, launchedNodes(cluster, launched, step?.version, { etcd, emulates }));
  const carried = { tenantId, clusterId, operationId, ...(step ? { step } : {}) };
  return { machines: launched.map(({ instanceId }) => ({ ...carried, instanceId })) };
};

/** Of a machine that was to be a member: it may have got as far as any stage of its join. */
const takeOutOfEtcd = async (
  input: Parameters<Stage>[0],
  controlPlane: ControlPlane,
  mine: (member: EtcdMember) => boolean,
  { etcd }: Pick<Ports, "etcd">,
): Promise<void> => {
  const door = await doorOf(controlPlane, input, []);
  const members = await etcd.list(door);
  for (const member of members.filter(mine)) await leaveEtcd(member, members, { door, well: controlPlane.well, etcd });
};

/**
 * Whatever this operation has launched leaves etcd, ends, and leaves Kubernetes and the records: in this order, for a member that ends
 * without having left counts as one that has failed. Once it has ended etcd is looked at again: it may have joined in between.
 */
export const undoLaunchMember: Stage = async (input, ports) => {
  const { state, machines } = ports;
  const { tenantId, clusterId, operationId } = input;
  const { member } = await state.operation(tenantId, operationId);
  if (!member) return;
  const controlPlane = await lookAtControlPlane(input, ports);
  const mine = ({ operationId: by }: { operationId?: string }): boolean => by === makerOf(input);
  const launched = controlPlane.machines.filter(mine);
  const recorded = controlPlane.records.filter(mine);
  const places = (controlPlane.cluster.resources.members ?? []).filter(mine);
  // Nothing was reserved, so nothing was launched.
  if (launched.length + recorded.length + places.length === 0) return;
  const addresses = new Set([...places, ...recorded, ...launched].map(({ address }) => address));
  await takeOutOfEtcd(input, controlPlane, ({ address }) => addresses.has(address), ports);
  const ids = [...launched.map(({ instanceId }) => instanceId), ...recorded.map(({ nodeId }) => nodeId)];
  await metered(input, ports, () => machines.terminateOnly(clusterId, ids));
  if (launched.length > 0) throw new NotYet("the machine has ended; etcd is looked at again");

  const { api } = controlPlane;
  const gone = (await api.nodes()).filter((node) => ids.includes(instanceOf(node)) || addresses.has(node.address));
  await Promise.all(gone.map(({ name }) => removeNodeObject(api, name)));
  await routeNodes(input, api, ports);
  // Last: until here they say what there is to take away.
  await state.forgetNodes(
    input,
    recorded.map(({ nodeId }) => nodeId),
  );
};
