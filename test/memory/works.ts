import type { Operation } from "#contract/operations.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";
import { backedUp, backUp, bound, drill, restore, revoke } from "./cluster-calls.ts";
import { compared, lookOf, thingsOf } from "./drifting.ts";
import { memberPicture, replacements } from "./member-changes.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { changes, pictureOf } from "./node-changes.ts";
import { keyPicture, rotate, rotations } from "./rotations.ts";
import { caller, type Service } from "./service.ts";
import { ask, lively, switched } from "./sleepers.ts";
import { type Begin, type GoOn, type Picture, retry } from "./stopped.ts";
import { beginRollback, beginUpgrade, rollBack, upgrade, versionsNow } from "./upgrades.ts";

/** One of every kind of operation: how it is begun, what is done about it when it has failed, and what is to be seen of it. */
export interface Work {
  begin: Begin;
  goOn: GoOn;
  picture: Picture;
}

const small = { nodeGroups: [{ name: "default", size: 1 }] };

const kindsLeft = async ({ ports }: Service, clusterId: string) => {
  const { state, activeOperation } = await ports.state.cluster(caller.tenantId, clusterId);
  const { left } = await ports.sweep.leftovers(clusterId);
  return { cluster: state, held: activeOperation, left: left.map((id) => id.replace(/\/.*/, "")).sort() };
};

const backupsOf = async ({ ports }: Service, clusterId: string) =>
  (await ports.backups.backups(caller.tenantId, clusterId, { limit: 9 })).items;

/** Of a cluster that serves all the time: what is there of each kind, backups, rights in it, and what is billed that is gone. */
const serving = async (service: Service, clusterId: string) => {
  const { world, ports } = service;
  const { group, targets, table } = thingsOf(service, clusterId);
  return {
    ...(await kindsLeft(service, clusterId)),
    backups: (await backupsOf(service, clusterId)).map(({ reason }) => reason),
    files: world.snapshots.size,
    bound: bound(service, clusterId).sort(),
    billed: [...ports.ledger.intervals.values()].filter(
      ({ kind, end, resourceId }) => kind === "machine" && !end && !world.get("instances", resourceId),
    ),
    rules: [...group.rules].sort(),
    ...{ targets: targets.targets.length, egress: table.egress },
    // Those to machines that have gone stay until routes are made again, as the workflow of a restore says.
    routes: [...table.podRoutes.values()].filter((id) => world.get("instances", id)).length,
    etcd: (world.etcd.get(clusterId) ?? []).length,
    marks: world.lostTags.size,
    counted: (await ports.state.used(caller.tenantId)).machines,
  };
};

/** Brings the group to what was asked for; one that was to go, or a node that was to be drained, is asked for again. */
const change: GoOn = async (service, { id, clusterId }) => {
  const { kind, change: asked } = await service.ports.state.operation(caller.tenantId, id);
  const nodes = nodesOf(service, clusterId);
  const nodeGroupId = asked?.nodeGroupId ?? "";
  if (kind === "node-group.delete") return nodes.deleteGroup(nodeGroupId);
  if (kind === "node.drain") return nodes.drain(asked?.nodeId ?? "");
  return nodes.updateGroup(nodeGroupId, {});
};

/** The same member again, as long as anything of it is on record; after that the next change of nodes puts right what is left. */
const member: GoOn = async (service, { id, clusterId }) => {
  const { nodeId } = (await service.ports.state.operation(caller.tenantId, id)).member ?? {};
  const { items } = await service.ports.state.nodes(caller.tenantId, clusterId);
  const nodes = nodesOf(service, clusterId);
  const isThere = items.some((node) => node.nodeId === nodeId);
  return isThere ? nodes.replace(nodeId ?? "") : nodes.updateGroup((await nodes.group()).nodeGroupId, {});
};

/** One whose last step was done is awake, whatever became of its operation. */
const wakeAgain: GoOn = async (service, { clusterId }) => {
  const { state } = await service.ports.state.cluster(caller.tenantId, clusterId);
  return state === "running" ? undefined : ask(service, clusterId, "cluster.wake");
};

/** One that has changed nothing is asked for anew; all others are gone on with. */
const upgradeAgain: GoOn = async (service, operation) => {
  const record = await service.ports.state.operation(caller.tenantId, operation.id);
  if (!hasChangedNothing(record)) return retry(service, operation);
  return (record.kind === "cluster.rollback" ? rollBack : upgrade)(service, operation.clusterId);
};

/** The same phase once more, where it has changed nothing or has gone back. */
const rotateAgain: GoOn = async (service, operation) => {
  const record = await service.ports.state.operation(caller.tenantId, operation.id);
  if (!hasChangedNothing(record)) return retry(service, operation);
  return rotate(service, operation.clusterId, record.upgrade?.keys?.phase ?? "add");
};

/** What the next look begins; nothing where all was put back. */
const mendIfNeeded: GoOn = async (service) => {
  const found = await lookOf(service)();
  return found?.outcome === "mending"
    ? operationView(await service.ports.state.operation(caller.tenantId, found.operationId))
    : undefined;
};

const mend = async (service: Service): Promise<Operation> => {
  const { clusterId, group, targets, table, look, watching } = await compared(service);
  group.rules = [];
  targets.targets = targets.targets.slice(1);
  table.egress = false;
  service.world.lostTags.set(service.world.of("subnets", clusterId)[0]?.id ?? "", "role");
  await look();
  return watching.held(clusterId);
};

export const works: Record<string, Work> = {
  create: { begin: (service) => service.create({ name: "one" }), goOn: retry, picture: kindsLeft },
  delete: {
    begin: async (service) => service.remove((await withCluster(service)).clusterId),
    goOn: retry,
    picture: kindsLeft,
  },
  ...Object.fromEntries(
    Object.entries(changes).map(([name, begin]) => [name, { begin, goOn: change, picture: pictureOf }]),
  ),
  "a member's replacement": { begin: replacements.works, goOn: member, picture: memberPicture },
  "an upgrade": { begin: beginUpgrade, goOn: upgradeAgain, picture: versionsNow },
  "a rollback": { begin: beginRollback, goOn: upgradeAgain, picture: versionsNow },
  "a phase of a rotation": { begin: rotations.move, goOn: rotateAgain, picture: keyPicture },
  "the last phase of a rotation": { begin: rotations.drop, goOn: rotateAgain, picture: keyPicture },
  "going to sleep": {
    begin: async (service) => ask(service, (await lively(service)).clusterId, "cluster.hibernate"),
    goOn: retry,
    picture: kindsLeft,
  },
  waking: {
    begin: async (service) => {
      const { clusterId } = await lively(service);
      await switched(service, clusterId, "cluster.hibernate");
      return ask(service, clusterId, "cluster.wake");
    },
    goOn: wakeAgain,
    picture: kindsLeft,
  },
  "a backup": {
    begin: async (service) => backUp(service, (await withCluster(service, small, false)).clusterId),
    goOn: (service, { clusterId }) => backUp(service, clusterId),
    picture: serving,
  },
  "a drill": {
    begin: async (service) => drill(service, await backedUp(service)),
    goOn: (service, { clusterId, backupId = "" }) => drill(service, { clusterId, backupId }),
    picture: serving,
  },
  "a restore": {
    begin: async (service) => {
      const { clusterId, backupId } = await backedUp(service);
      return restore(service, clusterId, backupId);
    },
    goOn: async (service, { clusterId }) =>
      restore(service, clusterId, (await backupsOf(service, clusterId))[0]?.backupId ?? ""),
    picture: serving,
  },
  "a revocation": {
    begin: async (service) => revoke(service, (await withCluster(service, small, false)).clusterId),
    goOn: (service, { clusterId }) => revoke(service, clusterId),
    picture: serving,
  },
  "a mending": { begin: mend, goOn: mendIfNeeded, picture: serving },
};
