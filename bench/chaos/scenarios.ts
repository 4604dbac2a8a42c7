import { DescribeSecurityGroupsCommand, EC2Client, RevokeSecurityGroupIngressCommand } from "@aws-sdk/client-ec2";
import type { Backup } from "#contract/backups.ts";
import type { NodeGroup } from "#contract/node-groups.ts";
import type { Operation, OperationKind } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import type { tenantOf } from "#local/tenant.ts";
import type { Wanted } from "./judge.ts";
import type { World } from "./world.ts";

export type Tenant = Awaited<ReturnType<typeof tenantOf>>;

/** A tenant with at most one cluster that cases come and go on. */
export interface Stand {
  world: World;
  name: string;
  tenant: Tenant;
  clusterId?: string;
  is: Wanted;
  /** Another cluster's backup, for clusters that begin with one. */
  source?: { clusterId: string; backupId: string };
}

/** How an operation of each workflow is asked for. */
export interface Scenario {
  /** What the stand's cluster has to be. */
  from: Wanted;
  to: Wanted;
  /** Made anew for each case. */
  isFresh?: boolean;
  /** Kubernetes version of a cluster that is made for it. */
  version?: string;
  /** File name of the function that is asked. */
  function?: string;
  /** What has to be there besides, made before anything goes wrong. @param done waits for an operation, which has to succeed */
  ready?(stand: Stand, done: (asked: Promise<Operation>) => Promise<Operation>): Promise<void>;
  /** The same key asks for the same operation. */
  ask(stand: Stand, key: string): Promise<Operation>;
}

export const spec = (name: string, version?: string) => ({
  ...{ name, nodeGroups: [{ name: "default", size: 1 }] },
  ...(version === undefined ? {} : { version }),
});

const path = ({ clusterId }: Stand): string => `/clusters/${clusterId}`;
const post =
  (verb: string, body: (stand: Stand) => Promise<object | undefined> = async () => undefined) =>
  async (stand: Stand, key: string): Promise<Operation> =>
    stand.tenant.call<Operation>("POST", `${path(stand)}${verb}`, await body(stand), key);

/** The same one at each call with the same key. */
const picked = new Map<string, string>();
const replace =
  (role: "control-plane" | "worker") =>
  async (stand: Stand, key: string): Promise<Operation> => {
    const node =
      picked.get(key) ?? (await stand.tenant.nodes(stand.clusterId ?? "")).find((one) => one.role === role)?.id;
    picked.set(key, node ?? "");
    return stand.tenant.call<Operation>("POST", `${path(stand)}/nodes/${node}/replace`, {}, key);
  };

const aBackup = async ({ tenant, clusterId }: Stand): Promise<string> => {
  const there = () => tenant.call<{ items: Backup[] }>("GET", `/clusters/${clusterId}/backups`);
  const [first] = (await there()).items;
  if (first) return first.id;
  await tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/backups`));
  return (await there()).items[0]?.id ?? "";
};

/** A cluster of the same tenant with a backup; it stays for all cases of the stand. */
const aSource: Scenario["ready"] = async (stand, done) => {
  if (stand.source) return;
  const { tenant, name } = stand;
  const { clusterId } = await done(tenant.create(spec(`${name}-source`)));
  await done(tenant.call<Operation>("POST", `/clusters/${clusterId}/backups`));
  stand.source = { clusterId, backupId: await aBackup({ ...stand, clusterId }) };
};

/** A change of what a machine is made of makes those that are there outdated. */
const outdate: Scenario["ready"] = async ({ tenant, clusterId }, done) => {
  const groups = `/clusters/${clusterId}/node-groups`;
  const [group] = (await tenant.call<{ items: NodeGroup[] }>("GET", groups)).items;
  if (!group || (group.outdated ?? 0) > 0) return;
  await done(tenant.call<Operation>("PATCH", `${groups}/${group.id}`, { diskGiB: group.diskGiB + 1 }));
};

const roll = async (stand: Stand, key: string): Promise<Operation> => {
  const groups = `${path(stand)}/node-groups`;
  const [group] = (await stand.tenant.call<{ items: NodeGroup[] }>("GET", groups)).items;
  return stand.tenant.call<Operation>("POST", `${groups}/${group?.id}/roll`, {}, key);
};

/** Takes a rule away, and waits for the service to see it. */
const mend = async ({ world, tenant, clusterId }: Stand): Promise<Operation> => {
  const ec2 = new EC2Client({});
  const mends = async () =>
    (await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`)).items.filter(
      ({ kind }) => kind === "cluster.mend",
    );
  const before = new Set((await mends()).map(({ id }) => id));
  const Filters = [
    { Name: "tag:kubewright:cluster", Values: [clusterId ?? ""] },
    { Name: "tag:kubewright:role", Values: ["worker"] },
  ];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  const { GroupId, IpPermissions = [] } = SecurityGroups[0] ?? {};
  if (IpPermissions.length > 0) await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const begun = await eventually(
    async () => {
      await world.look("Compare");
      return (await mends()).find(({ id }) => !before.has(id));
    },
    (found) => found !== undefined,
    { seconds: 60, pause: 1000 },
  );
  return begun as Operation;
};

export const scenarios: Record<string, Scenario> = {
  "create-cluster": {
    ...{ from: "gone", to: "running", isFresh: true, function: "create-cluster" },
    ask: ({ tenant, name }, key) => tenant.call<Operation>("POST", "/clusters", spec(name), key),
  },
  "delete-cluster": {
    ...{ from: "running", to: "gone", isFresh: true, function: "delete-cluster" },
    ask: (stand, key) => stand.tenant.call<Operation>("DELETE", path(stand), undefined, key),
  },
  "change-nodes": { from: "running", to: "running", function: "replace-node", ask: replace("worker") },
  "replace-member": { from: "running", to: "running", function: "replace-node", ask: replace("control-plane") },
  "revoke-credentials": {
    ...{ from: "running", to: "running", function: "revoke-cluster-credentials" },
    ask: post("/credentials/revoke", async () => ({})),
  },
  "mend-cluster": { from: "running", to: "running", ask: mend },
  "back-up-cluster": { from: "running", to: "running", function: "create-backup", ask: post("/backups") },
  "drill-backup": {
    ...{ from: "running", to: "running", function: "drill-backup" },
    ask: async (stand, key) => post(`/backups/${await aBackup(stand)}/drill`)(stand, key),
  },
  "restore-cluster": {
    ...{ from: "running", to: "running", function: "restore-cluster" },
    ask: post("/restore", async (stand) => ({ backupId: await aBackup(stand) })),
  },
  "hibernate-cluster": { from: "running", to: "hibernated", function: "hibernate-cluster", ask: post("/hibernate") },
  "wake-cluster": { from: "hibernated", to: "running", function: "wake-cluster", ask: post("/wake") },
  "upgrade-cluster": {
    ...{ from: "running", to: "running", isFresh: true, version: "1.36", function: "upgrade-cluster" },
    ask: post("/upgrade", async () => ({ version: "1.37" })),
  },
  "create-from-backup": {
    ...{ from: "gone", to: "running", isFresh: true, function: "create-cluster", ready: aSource },
    ask: ({ tenant, name, source }, key) =>
      tenant.call<Operation>("POST", "/clusters", { ...spec(name), restoreFrom: source }, key),
  },
  "roll-nodes": { from: "running", to: "running", function: "roll-node-group", ready: outdate, ask: roll },
  "roll-back": {
    ...{ from: "running", to: "running", isFresh: true, version: "1.36", function: "rollback-cluster" },
    ready: async (stand, done) =>
      void (await done(stand.tenant.call<Operation>("POST", `${path(stand)}/upgrade`, { version: "1.37" }))),
    ask: post("/rollback", async () => ({})),
  },
};

/** Operations that may be retried; others are asked for again. */
export const retried: ReadonlySet<OperationKind> = new Set([
  ...(["cluster.create", "cluster.delete", "cluster.hibernate", "cluster.upgrade", "cluster.rollback"] as const),
]);
