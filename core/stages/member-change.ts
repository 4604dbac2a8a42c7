import { keepsQuorum } from "#core/control-plane/quorum.ts";
import { NotYet } from "#core/errors.ts";
import { isAlive } from "#core/nodes/is-alive.ts";
import type { Kubernetes, Machine } from "#core/ports/cloud.ts";
import type { EtcdDoor, EtcdMember } from "#core/ports/etcd.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, MemberChange, MemberPlace, NodeRecord, OperationRecord } from "#core/records.ts";
import { made } from "./made.ts";
import { makerOf } from "./maker.ts";
import { connectTo, instanceOf, nodeRecords } from "./node-change.ts";
import type { Ports } from "./stage.ts";

/** What the replacement of a member comes to: made once, by PlanMember, and carried by the workflow. */
export interface MemberPlan {
  target: LeavingMember;
  /** Those that leave etcd before anybody joins: machines that have ended or stand still, and the target if its node is not Ready. */
  lost: LeavingMember[];
  /** Where the new one is to be; absent when there are enough members without the target already. */
  launch?: { slot: string; subnetId: string };
}

export interface LeavingMember {
  nodeId: string;
  address: string;
}

export interface MemberInput extends StageInput {
  plan: MemberPlan;
}

/** @throws Error when the operation replaces no member: the workflow was started for another kind */
export const memberOf = ({ operationId, member }: OperationRecord): MemberChange => {
  if (!member) throw new Error(`operation ${operationId} replaces no member of the control plane`);
  return member;
};

/** All that is to be seen of a control plane. */
export interface ControlPlane {
  cluster: ClusterRecord;
  api: Kubernetes;
  records: NodeRecord[];
  machines: Machine[];
  /** Addresses of members whose machine runs and whose node is Ready. */
  well: ReadonlySet<string>;
}

export const lookAtControlPlane = async (
  input: StageInput,
  ports: Pick<Ports, "state" | "secrets" | "kubernetes" | "machines">,
): Promise<ControlPlane> => {
  const { tenantId, clusterId } = input;
  const [cluster, records, machines] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    nodeRecords(input, ports),
    ports.machines.list(clusterId, "control-plane"),
  ]);
  const api = await connectTo(cluster, ports);
  const ready = new Set((await api.nodes()).filter((node) => node.ready).map(instanceOf));
  const well = machines.filter(isAlive).filter(({ instanceId }) => ready.has(instanceId));
  return {
    ...{ cluster, api, machines, well: new Set(well.map(({ address }) => address)) },
    records: records.filter(({ role }) => role === "control-plane"),
  };
};

/** The way to etcd through a member that is well and is to stay so. @throws NotYet when there is none now */
export const doorOf = async (
  { api, machines, well }: ControlPlane,
  input: StageInput,
  leaving: readonly string[],
): Promise<EtcdDoor> => {
  const staying = machines.filter(
    ({ instanceId, address, operationId: by }) =>
      well.has(address) && !leaving.includes(instanceId) && by !== makerOf(input),
  );
  const ids = new Set(staying.map(({ instanceId }) => instanceId));
  const [node] = (await api.nodes())
    .filter((one) => ids.has(instanceOf(one)))
    .map(({ name }) => name)
    .sort();
  if (node === undefined) throw new NotYet("no member of the control plane is Ready");
  return { api, node, operationId: makerOf(input) };
};

/** Takes a member out of etcd, which keeps its majority, or the member. @throws NotYet */
export const leaveEtcd = async (
  leaving: EtcdMember,
  members: readonly EtcdMember[],
  { door, well, etcd }: { door: EtcdDoor; well: ReadonlySet<string> } & Pick<Ports, "etcd">,
): Promise<void> => {
  const voters = members.filter(({ votes }) => votes).map(({ address }) => address);
  if (leaving.votes && !keepsQuorum(voters, well, leaving.address))
    throw new NotYet(`etcd would have no majority without ${leaving.address}: too few others are Ready`);
  await etcd.remove(door, leaving.memberId);
};

/** The load balancer sends to these members, and to no others. */
export const serveWith = async (
  cluster: ClusterRecord,
  members: readonly MemberPlace[],
  { loadBalancers }: Pick<Ports, "loadBalancers">,
): Promise<void> =>
  loadBalancers.setTargets(
    made(cluster, "loadBalancer").targetGroupArn,
    members.map(({ address }) => address),
  );

/** Those of the members that are not at one of the addresses. */
export const without = (members: readonly MemberPlace[], leaving: readonly LeavingMember[]): MemberPlace[] =>
  members.filter(({ address }) => !leaving.some((one) => one.address === address));
