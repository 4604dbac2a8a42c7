import type { Cluster } from "#contract/clusters.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Node } from "#contract/nodes.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { type Probed, probeApi } from "./api-probe.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { webDeployment, webService } from "./web-objects.ts";

export interface ZoneLoss {
  zone: string;
  /** Of a Service with a replica in each of two zones, asked from the zone that stays. */
  service: { requests: number; failed: number };
  api: Probed;
  /** What the cluster said of itself while the zone was away, and after. */
  during: Pick<Cluster, "state" | "conditions">;
  after: Pick<Cluster, "state" | "conditions">;
}

const patience = { seconds: 240, pause: 1_000 };
const zoneLabel = "topology.kubernetes.io/zone";

/** Two servers, a zone each. A client is served in its own zone as long as there is somebody. */
const objects = (clientZone: string): object[] => [
  webDeployment("zonal", { over: zoneLabel }),
  webService("zonal", { trafficDistribution: "PreferClose" }),
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "zonal-client" },
    spec: {
      terminationGracePeriodSeconds: 0,
      nodeSelector: { [zoneLabel]: clientZone },
      containers: [
        {
          name: "client",
          image: "localhost/kubewright/probe:1",
          command: [
            "sh",
            "-c",
            "while :; do if curl -sf -m 2 -o /dev/null http://zonal.default.svc.cluster.local/; then echo good; else echo bad; fi; sleep 0.1; done",
          ],
        },
      ],
    },
  },
];

/** A zone with a worker whose loss leaves another zone with a worker. */
const zonesOf = (nodes: readonly Node[]): { lost: string; stays: string } => {
  const [lost, stays] = [...new Set(nodes.filter(({ role }) => role === "worker").map(({ zone }) => zone))];
  if (lost === undefined || stays === undefined) throw new Error("the workers are all in one zone");
  return { lost, stays };
};

/** Takes a zone away and gives it back, under requests to a Service and to the API server all the time. */
export const loseZone = async ({ regionUrl, tenant, clusterId, kube }: ClusterInUse): Promise<ZoneLoss> => {
  const cluster = () => tenant.cluster(clusterId);
  const { lost, stays } = zonesOf(await tenant.nodes(clusterId));
  await kube.apply(...objects(stays));
  await kube.kubectl("rollout", "status", "deployment/zonal", "--timeout=60s");
  const logs = () => kube.kubectl("logs", "zonal-client", "--tail=-1");
  const count = (text: string, word: string) => text.split("\n").filter((line) => line === word).length;
  // A first good answer: from here on each bad one counts.
  const start = await kube.until(
    (text) => count(text.split("\n").slice(-6).join("\n"), "good") >= 5,
    "logs",
    "zonal-client",
  );
  const probe = probeApi(await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`));

  await orderFault(regionUrl, { kind: "zone-lost", zone: lost });
  const isHalted = ({ conditions }: Cluster) =>
    conditions.some(({ type, is }) => type === "RepairsHalted" && is === "true");
  const during = await eventually(cluster, isHalted, patience);
  await orderFault(regionUrl, { kind: "zone-restored", zone: lost });
  const after = await eventually(cluster, ({ state }) => state === "running", patience);
  const api = await probe.stop();
  const end = await logs();
  const since = (word: string) => count(end, word) - count(start, word);
  await kube.kubectl("delete", "pod/zonal-client", "service/zonal", "deployment/zonal", "--wait=false");
  return {
    zone: lost,
    service: { requests: since("good") + since("bad"), failed: since("bad") },
    api,
    during: { state: during.state, conditions: during.conditions },
    after: { state: after.state, conditions: after.conditions },
  };
};
