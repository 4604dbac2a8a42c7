import { expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import type { Node } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { patience } from "./node-groups.ts";

/** Reads and writes through the load balancer, one after the other, for as long as it takes. */
const probesDuring = async <Result>({ kube }: ClusterInUse, work: Promise<Result>) => {
  let over = false;
  const probes = { failed: [] as string[], done: 0 };
  const probe = async (): Promise<void> => {
    while (!over) {
      const outcome = await Promise.allSettled([
        kube.kubectl("get", "--raw", "/api/v1/namespaces/default/pods?limit=1"),
        kube.kubectl("annotate", "deployment", "web", "--overwrite", `probe=${probes.done}`),
      ]);
      for (const one of outcome) if (one.status === "rejected") probes.failed.push(String(one.reason).slice(0, 300));
      probes.done += outcome.length;
    }
  };
  const [result] = await Promise.all([work.finally(() => (over = true)), probe()]);
  return { result, probes };
};

/** What etcd says of its members, asked as an administrator would. */
const etcdMembers = async (
  { kube }: ClusterInUse,
  [node]: Node[],
): Promise<{ name: string; isLearner?: boolean }[]> => {
  const certificates = "/etc/kubernetes/pki/etcd";
  const said = await kube.kubectl(
    ...["-n", "kube-system", "exec", `etcd-${node?.name}`, "--", "etcdctl", "--endpoints=https://127.0.0.1:2379"],
    ...[`--cacert=${certificates}/ca.crt`, `--cert=${certificates}/server.crt`, `--key=${certificates}/server.key`],
    ...["member", "list", "--write-out=json", "--hex"],
  );
  return JSON.parse(said.trim()).members;
};

const membersOf = async ({ tenant, clusterId }: ClusterInUse): Promise<Node[]> =>
  (await tenant.nodes(clusterId)).filter(({ role }) => role === "control-plane");

/** Three members in three zones, all of them Ready, in etcd, and on record; the old one is in none of them. */
const expectWhole = async (cluster: ClusterInUse, old: Node | undefined): Promise<void> => {
  const members = await membersOf(cluster);
  expect(members.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
  expect(new Set(members.map(({ zone }) => zone)).size).toBe(3);
  expect(members.map(({ id }) => id)).not.toContain(old?.id);
  const names = members.map(({ name }) => name).sort();
  const etcd = await etcdMembers(cluster, members);
  expect(etcd.filter(({ isLearner }) => isLearner)).toEqual([]);
  expect(etcd.map(({ name }) => name).sort()).toEqual(names);
  const nodes = await cluster.kube.kubectl(
    "get",
    "nodes",
    "-l",
    "node-role.kubernetes.io/control-plane",
    "--no-headers",
  );
  const ready = nodes.split("\n").filter((line) => / Ready +/.test(line));
  expect(ready.map((line) => line.split(" ")[0]).sort()).toEqual(names);
};

/** How long each stage took, for whoever reads the log. */
const tell = ({ kind, stages, createdAt, endedAt = createdAt }: Operation): void => {
  const seconds = (from = "", to = ""): string => ((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1);
  const parts = stages
    .filter(({ endedAt: end }) => end)
    .map((one) => `${one.name} ${seconds(one.startedAt, one.endedAt)}`);
  process.stderr.write(`${kind}: ${seconds(createdAt, endedAt)} s: ${parts.join(", ")}\n`);
};

/** Of a real cluster that has a Deployment `web`. */
export const askedReplacementTest = (given: () => ClusterInUse): void =>
  test("a member that works is replaced on request; the API answers all the time", async () => {
    const cluster = given();
    const { tenant, clusterId } = cluster;
    const [old] = await membersOf(cluster);
    const asked = await tenant.call<Operation>("POST", `/clusters/${clusterId}/nodes/${old?.id}/replace`, {});
    const { result, probes } = await probesDuring(cluster, tenant.over(asked));
    tell(result);
    expect({ status: result.status, error: result.error }).toEqual({ status: "succeeded", error: undefined });
    expect(probes.done).toBeGreaterThan(30);
    // What is under way through a member that ends may fail, no more.
    expect(probes.failed.slice(3)).toEqual([]);
    await expectWhole(cluster, old);
  }, 300_000);

/** Of a real cluster that has a Deployment `web`. */
export const lostMemberTest = (given: () => ClusterInUse): void =>
  test("a control-plane machine that dies is replaced without anybody asking; the API answers all the time", async () => {
    const cluster = given();
    const { tenant, clusterId, regionUrl } = cluster;
    const [lost] = await membersOf(cluster);
    await orderFault(regionUrl, { kind: "kill-machine", instanceId: lost?.id ?? "" });
    const repairs = async () =>
      (await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`)).items.filter(
        ({ kind, nodeId }) => kind === "control-plane.replace" && nodeId === lost?.id,
      );
    const healed = async (): Promise<Operation> => {
      const [repair] = await eventually(repairs, (all) => all.length > 0, patience);
      expect(repair).toMatchObject({ requestedBy: "system:kubewright", reason: { code: "MachineLost" } });
      return tenant.over(repair as Operation);
    };
    const { result, probes } = await probesDuring(cluster, healed());
    tell(result);
    expect({ status: result.status, error: result.error }).toEqual({ status: "succeeded", error: undefined });
    expect(probes.done).toBeGreaterThan(30);
    expect(probes.failed.slice(3)).toEqual([]);
    await expectWhole(cluster, lost);
    await eventually(
      () => tenant.cluster(clusterId),
      ({ state }) => state === "running",
      patience,
    );
  }, 300_000);
