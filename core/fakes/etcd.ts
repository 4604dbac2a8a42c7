import { majority } from "#core/control-plane/quorum.ts";
import { NotYet, TemporaryFailure } from "#core/errors.ts";
import type { EtcdDoor, EtcdMember, EtcdMembers } from "#core/ports/etcd.ts";
import { compareVersions } from "#core/upgrade/versions.ts";
import type { FakeEtcdMember, World } from "./world.ts";

/** Whether a machine of the control plane that runs and has booted is at the member's address. */
const works = (world: World, clusterId: string, { address }: EtcdMember): boolean =>
  world
    .of("instances", clusterId)
    .filter(({ role, state, nodeName }) => role === "control-plane" && state === "running" && nodeName !== undefined)
    .some((one) => one.address === address);

const enough = (world: World, clusterId: string, members: readonly EtcdMember[]): boolean => {
  const voters = members.filter(({ votes }) => votes);
  return voters.filter((member) => works(world, clusterId, member)).length >= majority(voters.length);
};

/**
 * Members of the etcd that callers reach: what is behind the load balancer says whether the old one or, of a cluster that is restored, the
 * one that was born beside it. @throws Error when both are behind it: a caller would see now the one, now the other
 */
export const etcdBehind = (world: World, clusterId: string): { members: FakeEtcdMember[]; isNewborn: boolean } => {
  const old = world.etcd.get(clusterId) ?? [];
  const born = world.newborn.get(clusterId)?.members ?? [];
  const groups = world.of("targetGroups", clusterId);
  const reached = new Set(groups.flatMap(({ targets, draining }) => [...targets, ...draining]));
  const isReached = ({ address }: EtcdMember): boolean => reached.has(address);
  const answers = (member: EtcdMember): boolean => isReached(member) && works(world, clusterId, member);
  if (old.some(answers) && born.some(answers)) throw new Error("two etcds are behind one load balancer");
  return born.some(isReached) ? { members: born, isNewborn: true } : { members: old, isNewborn: false };
};

const newest = (minors: readonly (string | undefined)[]): string =>
  minors.reduce<string>((a, b = "") => (compareVersions(b, a) > 0 ? b : a), "");

/** All agree on the oldest minor among them, once it is newer than what they had agreed on before. */
const agreed = (members: readonly FakeEtcdMember[]): FakeEtcdMember[] => {
  const [oldest] = members.map(({ minor }) => minor ?? "").sort(compareVersions);
  return members.map((member) => ({ ...member, agreed: newest([member.agreed, oldest]) }));
};

/** A member of a restored cluster has booted, with what its snapshot holds. */
export const bearEtcd = (
  world: World,
  clusterId: string,
  address: string,
  { token, text, minor }: { token: string; text: string; minor: string },
): void => {
  const before = world.newborn.get(clusterId);
  // One that a former restore has left is the only one there is: the one that is born now is beside it, unless all its machines have ended.
  if (before && before.token !== token) {
    const lives = before.members.some((member) => works(world, clusterId, member));
    if (!lives) world.etcd.delete(clusterId);
    else if (etcdBehind(world, clusterId).isNewborn) world.etcd.set(clusterId, before.members);
  }
  // Of one that has gone to sleep nothing is left, and its addresses may be given again.
  if (!(world.etcd.get(clusterId) ?? []).some((member) => works(world, clusterId, member)))
    world.etcd.delete(clusterId);
  const members = before?.token === token ? before.members : [];
  if (members.some((member) => member.address === address)) return;
  const memberId = (world.etcdMembersMade++).toString(16).padStart(16, "e");
  const born = agreed([...members, { memberId, address, votes: true, started: true, minor }]);
  world.newborn.set(clusterId, { token, members: born, text });
};

/** Of the etcd that callers reach. */
const keepMembers = (world: World, clusterId: string, members: FakeEtcdMember[]): void => {
  const born = world.newborn.get(clusterId);
  if (born && etcdBehind(world, clusterId).isNewborn) world.newborn.set(clusterId, { ...born, members });
  else world.etcd.set(clusterId, members);
};

/** Without a majority of its members etcd neither takes nor gives; one that no machine was ever a member of is not looked at. */
export const etcdAnswers = (world: World, clusterId: string): boolean => {
  const { members } = etcdBehind(world, clusterId);
  return members.length === 0 || enough(world, clusterId, members);
};

/**
 * A member of the control plane has booted, with etcd of the minor. @throws Error as kubeadm fails where a member of etcd does not answer, or
 * has agreed on a newer minor
 */
export const joinEtcd = (
  world: World,
  clusterId: string,
  { address, minor }: { address: string; minor: string },
  joins: boolean,
): void => {
  const { members } = etcdBehind(world, clusterId);
  if (members.some((member) => member.address === address)) return;
  const silent = members.filter((member) => !works(world, clusterId, member));
  if (joins && silent.length > 0) throw new Error(`etcd takes nobody in: ${silent[0]?.address} does not answer`);
  const known = newest(members.map((member) => member.agreed));
  if (joins && compareVersions(minor, known) < 0) throw new Error(`etcd of ${known} takes in nobody of ${minor}`);
  const memberId = (world.etcdMembersMade++).toString(16).padStart(16, "e");
  keepMembers(world, clusterId, agreed([...members, { memberId, address, votes: true, started: true, minor }]));
};

/** Each answer takes one more look. */
export const fakeEtcd = (world: World): EtcdMembers => {
  const asked = new Set<string>();
  const clusterOf = async ({ api, node }: EtcdDoor): Promise<string> => {
    const known = (await api.nodes()).find(({ name }) => name === node);
    const instance = world.get("instances", known?.providerId.split("/").at(-1) ?? "");
    if (!instance) throw new TemporaryFailure(`no pod runs on node ${node}`);
    return instance.clusterId;
  };
  const answered = async (door: EtcdDoor, question: string): Promise<string> => {
    const clusterId = await clusterOf(door);
    if (!etcdAnswers(world, clusterId)) throw new TemporaryFailure("etcd has no majority");
    const key = `${clusterId} ${door.operationId} ${question}`;
    if (asked.delete(key)) return clusterId;
    asked.add(key);
    throw new NotYet("etcd is being asked");
  };
  return {
    async list(door) {
      const clusterId = await answered(door, "list");
      return etcdBehind(world, clusterId).members.map(({ minor: _, agreed: __, ...member }) => structuredClone(member));
    },
    async remove(door, memberId) {
      const clusterId = await answered(door, `remove ${memberId}`);
      const rest = etcdBehind(world, clusterId).members.filter((member) => member.memberId !== memberId);
      if (!enough(world, clusterId, rest)) throw new TemporaryFailure("etcd refuses: not enough started members");
      keepMembers(world, clusterId, agreed(rest));
    },
  };
};
