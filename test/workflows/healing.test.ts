import { DescribeSecurityGroupsCommand, EC2Client, RevokeSecurityGroupIngressCommand } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { Cluster } from "#contract/clusters.ts";
import type { Event } from "#contract/events.ts";
import type { Node } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

const cloud = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });

/** A repair takes an event of EC2, or else a tick, and then the workflow. */
const until = <Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean): Promise<Seen> =>
  eventually(look, isThere, { seconds: 240, pause: 500 });

const order = (fault: Parameters<typeof orderFault>[1]): Promise<void> => orderFault(service.regionUrl, fault);
const kill = (instanceId: string): Promise<void> => order({ kind: "kill-machine", instanceId });

const conditionsOf = ({ conditions }: Cluster) => Object.fromEntries(conditions.map(({ type, is }) => [type, is]));

type Tenant = Awaited<ReturnType<typeof tenantOf>>;
const events = new EventBridgeClient({});
const ec2 = new EC2Client({});

/** Instead of the clock: all clusters are looked at now. */
const lookNow = async (what: "Watch" | "Compare"): Promise<void> => {
  const entry = { Source: "kubewright", DetailType: `Kubewright Clusters To ${what}`, Detail: "{}" };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
};
const operations = async (tenant: Tenant, clusterId: string, kind: Operation["kind"]): Promise<Operation[]> => {
  const { items } = await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`);
  return items.filter((one) => one.kind === kind && one.requestedBy === "system:kubewright");
};

/** A group that is scaled gets a node for the one pod that finds no room on those that it has. */
const growsForPods = async (tenant: Tenant, clusterId: string): Promise<void> => {
  const { endpoint = "", nodeGroups } = await tenant.cluster(clusterId);
  const group = nodeGroups.find(({ name }) => name === "default");
  const change = { max: 4, autoscaling: { enabled: true } };
  const path = `/clusters/${clusterId}/node-groups/${group?.id}`;
  expect(await tenant.over(await tenant.call<Operation>("PATCH", path, change))).toMatchObject({ status: "succeeded" });
  const keys = await cloud.secrets.keys(clusterId);
  const api = await cloud.kubernetes.connect({ dnsName: new URL(endpoint).hostname, keys });
  for (let i = 0; i < 4; i++)
    await api.apply({
      ...{ apiVersion: "v1", kind: "Pod", metadata: { name: `job-${i}`, namespace: "default" } },
      spec: {
        nodeSelector: { "kubewright.dev/node-group": "default" },
        containers: [{ resources: { requests: { cpu: "1500m" } } }],
      },
    });
  await lookNow("Watch");
  const [growth] = await until(
    () => operations(tenant, clusterId, "node-group.update"),
    (some) => some.length > 0,
  );
  expect(growth?.reason).toMatchObject({ code: "PodsPending" });
  expect(growth && (await tenant.over(growth))).toMatchObject({ status: "succeeded" });
  const workers = (await tenant.nodes(clusterId)).filter(({ nodeGroup }) => nodeGroup === "default");
  expect(workers).toHaveLength(4);
  const [worker] = workers;
  expect(await tenant.call("GET", `/clusters/${clusterId}/nodes/${worker?.id}`)).toMatchObject({
    capacity: { cpuMillicores: 2000 },
    unknown: "its kubelet does not say what is used",
  });
};

/** A rule that somebody takes away is there again. */
const isMended = async (tenant: Tenant, clusterId: string): Promise<void> => {
  const Filters = [
    { Name: "tag:kubewright:cluster", Values: [clusterId] },
    { Name: "tag:kubewright:role", Values: ["worker"] },
  ];
  const group = async () => (await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups?.[0];
  const { GroupId, IpPermissions } = (await group()) ?? {};
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  await lookNow("Compare");
  const [mend] = await until(
    () => operations(tenant, clusterId, "cluster.mend"),
    (some) => some.length > 0,
  );
  expect(mend && (await tenant.over(mend))).toMatchObject({ status: "succeeded" });
  expect((await group())?.IpPermissions).toEqual(IpPermissions);
  await lookNow("Compare");
  await until(
    () => tenant.cluster(clusterId),
    (seen) => conditionsOf(seen)["DriftDetected"] === "false",
  );
};

/** Through EC2's event or the minute's tick, table, Step Functions and region; what can go wrong is told in memory. */
test("lost workers and members are replaced without anybody asking, and a spot machine that is taken back; a group grows for its pods, a rule comes back", async () => {
  const tenant = await tenantOf(service, "healing");
  const clusterId = await tenant.running({
    name: "healing",
    nodeGroups: [
      { name: "default", size: 3 },
      { name: "spot", size: 1, spot: true, machineType: "m7g.large" },
    ],
  });
  const nodes = (): Promise<Node[]> => tenant.nodes(clusterId);
  const cluster = (): Promise<Cluster> => tenant.cluster(clusterId);
  const readyWorkers = (all: Node[]) => all.filter(({ role, state }) => role === "worker" && state === "ready");
  const before = await nodes();
  const [lost] = readyWorkers(before).filter(({ nodeGroup }) => nodeGroup === "default");
  await kill(lost?.id ?? "");
  const repairs = (kind: Operation["kind"] = "node.replace") =>
    tenant
      .call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`)
      .then(({ items }) => items.filter((one) => one.kind === kind));
  const [repair] = await until(
    () => repairs(),
    (all) => all.length > 0,
  );
  expect(repair).toMatchObject({
    ...{ nodeId: lost?.id, requestedBy: "system:kubewright" },
    reason: { code: "MachineLost" },
  });
  expect(repair && (await tenant.over(repair))).toMatchObject({ status: "succeeded" });

  const healed = await until(nodes, (all) => readyWorkers(all).length === 4 && all.every(({ id }) => id !== lost?.id));
  expect(healed).toHaveLength(before.length);
  await until(cluster, ({ state }) => state === "running");
  expect(await repairs()).toHaveLength(1);

  const taken = healed.find(({ nodeGroup }) => nodeGroup === "spot");
  await order({ kind: "spot-notice", instanceId: taken?.id ?? "" });
  const all = await until(repairs, (some) => some.length === 2);
  const evacuation = all.find(({ nodeId }) => nodeId === taken?.id);
  expect(evacuation).toMatchObject({ requestedBy: "system:kubewright", reason: { code: "SpotNotice" } });
  expect(evacuation && (await tenant.over(evacuation))).toMatchObject({ status: "succeeded" });
  expect((await nodes()).filter(({ nodeGroup }) => nodeGroup === "spot")).toMatchObject([{ state: "ready" }]);
  await until(cluster, ({ state }) => state === "running");
  const { items: told } = await tenant.call<{ items: Event[] }>("GET", `/clusters/${clusterId}/events`);
  expect(told.map(({ kind }) => kind)).toContain("cluster.health");

  await growsForPods(tenant, clusterId);
  await isMended(tenant, clusterId);

  const member = healed.find(({ role }) => role === "control-plane");
  await kill(member?.id ?? "");
  const replacements = () => repairs("control-plane.replace");
  const [replacement] = await until(replacements, (all) => all.length > 0);
  expect(replacement).toMatchObject({
    ...{ nodeId: member?.id, requestedBy: "system:kubewright" },
    reason: { code: "MachineLost" },
  });
  expect(replacement && (await tenant.over(replacement))).toMatchObject({ status: "succeeded" });
  const members = (await nodes()).filter(({ role }) => role === "control-plane");
  expect(members.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
  expect(members.map(({ id }) => id)).not.toContain(member?.id);

  // One that works is replaced on request, by the same workflow.
  const [old] = members;
  const asked = await tenant.call<Operation>("POST", `/clusters/${clusterId}/nodes/${old?.id}/replace`, {});
  expect(await tenant.over(asked)).toMatchObject({ kind: "control-plane.replace", status: "succeeded" });
  const after = (await nodes()).filter(({ role, state }) => role === "control-plane" && state === "ready");
  expect(after).toHaveLength(3);
  expect(after.map(({ id }) => id)).not.toContain(old?.id);
  expect(new Set(after.map(({ zone }) => zone)).size).toBe(3);

  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  expect((await cloud.sweep.leftovers(clusterId)).left).toEqual([]);
}, 900_000);
