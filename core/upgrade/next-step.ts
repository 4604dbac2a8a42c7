import { compareVersions } from "./versions.ts";

/** A machine of the cluster, as the plan sees it. */
export interface MachineFacts {
  nodeId: string;
  version: string;
  /** Of the keys that it has read. */
  keyRevision: number;
  /** Its machine runs, and its node is Ready. */
  well: boolean;
  /** An earlier step has begun to take it away, and has not come to its end. */
  leaving: boolean;
  /** Of a member: the minor that it emulates. */
  emulates?: string;
}

export interface GroupFacts {
  nodeGroupId: string;
  /** Machines that it is to have. */
  size: number;
  nodes: MachineFacts[];
}

/** All that decides what an upgrade does next. */
export interface UpgradeFacts {
  /** The version that everything is to be of. */
  target: string;
  /** Of the keys that everything is to have. */
  keyRevision: number;
  /** A phase of a rotation of keys: pods of the control plane's machines begin anew once all of these have the new ones. */
  rotates?: true;
  /** Members that the control plane is to have. */
  size: number;
  members: MachineFacts[];
  groups: GroupFacts[];
  /** Machines of the target version can join: what `kubeadm join` reads is of it. */
  prepared: boolean;
  /** CoreDNS is of the target version, and runs on machines that have its image; in a rotation, that pods trust what they are to. */
  addOns: boolean;
}

export type NextStep =
  | { kind: "prepare" | "add-ons" }
  | { kind: "done" }
  | { kind: "member" | "finalise"; nodeId: string }
  | { kind: "node"; nodeGroupId: string; nodeId: string };

/** Whose turn it is: whoever is on the way out already, then whoever does not work, then by id, so that everybody picks the same. */
const first = (machines: readonly MachineFacts[]): MachineFacts | undefined =>
  machines.toSorted(
    (a, b) =>
      Number(b.leaving) - Number(a.leaving) || Number(a.well) - Number(b.well) || (a.nodeId < b.nodeId ? -1 : 1),
  )[0];

const nodeIn = (groups: readonly GroupFacts[], goes: (node: MachineFacts) => boolean): NextStep | undefined => {
  for (const { nodeGroupId, nodes } of groups) {
    const node = first(nodes.filter(goes));
    if (node) return { kind: "node", nodeGroupId, nodeId: node.nodeId };
  }
  return undefined;
};

type Wanted = Pick<UpgradeFacts, "target" | "keyRevision">;

const isOther =
  ({ target, keyRevision }: Wanted) =>
  (machine: MachineFacts): boolean =>
    machine.version !== target || machine.keyRevision !== keyRevision;

const isOf = (wanted: Wanted) => (machine: MachineFacts) => !isOther(wanted)(machine) && !machine.leaving;

/** Who goes where there is one too many: somebody who is leaving or does not work, or is of another version, or anybody. */
const surplus = (machines: readonly MachineFacts[], size: number, wanted: Wanted): MachineFacts | undefined => {
  if (machines.length <= size) return undefined;
  const half = machines.filter(({ well, leaving }) => leaving || !well);
  return first(half) ?? first(machines.filter((one) => !isOf(wanted)(one))) ?? first(machines);
};

/** One too many that takes no pods goes at once: without it nothing is missing. */
const halfGone = (groups: readonly GroupFacts[]): NextStep | undefined => {
  for (const { nodeGroupId, size, nodes } of groups) {
    const node = nodes.length > size ? first(nodes.filter(({ leaving }) => leaving)) : undefined;
    if (node) return { kind: "node", nodeGroupId, nodeId: node.nodeId };
  }
  return undefined;
};

/**
 * CoreDNS moves while there are machines for it on both sides: after the control plane where workers of the other version remain, before
 * it where none do, and before the last member of the other version where there are no workers at all.
 */
const addOnsDue = ({ members, groups, addOns, rotates, ...wanted }: UpgradeFacts): boolean => {
  if (addOns) return false;
  const workers = groups.flatMap(({ nodes }) => nodes);
  const others = members.filter(isOther(wanted)).length;
  if (others === 0 || rotates) return others === 0;
  if (workers.some(isOther(wanted))) return false;
  return workers.length > 0 || (others <= 1 && members.length > 1);
};

/**
 * What brings the cluster nearer to the target, whichever way that is: looked at anew after each step, so that accidents need no plan of
 * their own. Workers newer than the target go before any API server becomes older; workers that are older go after all API servers have
 * become newer, and serve what they are: the policy goes by what is emulated. Source: Kubernetes, "Version Skew Policy"; KEP-4330
 */
export const nextStep = (facts: UpgradeFacts): NextStep => {
  const { target, size, members, groups, prepared } = facts;
  if (!prepared) return { kind: "prepare" };
  const early = halfGone(groups) ?? nodeIn(groups, ({ version }) => compareVersions(version, target) > 0);
  if (early) return early;
  if (addOnsDue(facts)) return { kind: "add-ons" };
  const member = surplus(members, size, facts) ?? first(members.filter((one) => !isOf(facts)(one)));
  if (member) return { kind: "member", nodeId: member.nodeId };
  const emulating = first(members.filter(({ emulates }) => emulates !== undefined));
  if (emulating) return { kind: "finalise", nodeId: emulating.nodeId };
  const older = nodeIn(groups, (one) => !isOf(facts)(one));
  if (older) return older;
  for (const { nodeGroupId, size: wanted, nodes } of groups) {
    const extra = surplus(nodes, wanted, facts);
    if (extra) return { kind: "node", nodeGroupId, nodeId: extra.nodeId };
  }
  return { kind: "done" };
};

/** Machines of the target version, and all that there are to be. */
export const progressOf = ({ size, members, groups, ...wanted }: UpgradeFacts): { done: number; total: number } => {
  const all = [...members, ...groups.flatMap(({ nodes }) => nodes)];
  const total = groups.reduce((sum, group) => sum + group.size, size);
  const done = all.filter((one) => one.well && isOf(wanted)(one)).length;
  return { done: Math.min(done, total), total };
};
