import type { ClusterCost } from "#contract/cluster-cost.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { webDeployment, webService } from "./web-objects.ts";

/** Refuses whatever it is asked about, which is nearly everything, because nobody answers for it. */
const brokenWebhook = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "broken" },
  webhooks: [
    {
      name: "everything.example.com",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      failurePolicy: "Fail",
      clientConfig: { service: { namespace: "default", name: "nobody" } },
      rules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"] }],
      // Pods come back where it does not look, or they would not have been there before either.
      namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["default"] }],
      },
    },
  ],
};

/** What stands in the way of many an operation, and what is to be found again. */
const lively: object[] = [
  webDeployment("sleeper", { over: "kubernetes.io/hostname", strictly: false, graceSeconds: 5 }),
  webService("sleeper"),
  {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "sleeper" },
    spec: { minAvailable: 2, selector: { matchLabels: { app: "sleeper" } } },
  },
  { apiVersion: "v1", kind: "Secret", metadata: { name: "kept" }, stringData: { word: "kept" } },
  ...Array.from({ length: 20 }, (_, i) => ({
    ...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: `kept-${i}` }, data: { number: String(i) } },
  })),
];

/** Made and unmade by the cluster itself, of the machines that it has. */
const passing = new Set([
  ...["nodes", "pods", "events", "endpoints", "bindings", "componentstatuses"],
  ...["leases.coordination.k8s.io", "endpointslices.discovery.k8s.io", "events.events.k8s.io"],
  ...["csinodes.storage.k8s.io", "certificatesigningrequests.certificates.k8s.io"],
]);

interface Kept {
  metadata: Record<string, unknown> & { name: string; namespace?: string };
  status?: unknown;
  data?: Record<string, string>;
  [more: string]: unknown;
}

/** Of machines that may join, which comes and goes by the hour. */
const isToken = ({ metadata: { name } }: Kept): boolean => name.startsWith("bootstrap-token-");

/** All that somebody has made: everything about it but where it stands in time, and what is observed of it. */
const textOf = ({ status: _, metadata, ...rest }: Kept): string => {
  const { resourceVersion: _1, generation: _2, managedFields: _3, annotations = {}, ...lasting } = metadata;
  const { "endpoints.kubernetes.io/last-change-trigger-time": _4, ...notes } = annotations as Record<string, string>;
  // Signatures of bootstrap tokens.
  const data = Object.entries(rest.data ?? {}).filter(([key]) => !key.startsWith("jws-kubeconfig-"));
  return JSON.stringify({ ...rest, metadata: { ...lasting, annotations: notes }, data: Object.fromEntries(data) });
};

/** Every object of every kind that the cluster serves, by what it is. */
export const allObjects = async ({ kubectl }: ClusterInUse["kube"]): Promise<Map<string, string>> => {
  const kinds = (await kubectl("api-resources", "--verbs=list", "--output=name")).trim().split("\n");
  const found = new Map<string, string>();
  for (const kind of kinds.filter((one) => !passing.has(one) && !one.endsWith("metrics.k8s.io"))) {
    const { items } = JSON.parse(await kubectl("get", kind, "-A", "-o", "json")) as { items: Kept[] };
    for (const one of items.filter((object) => !isToken(object)))
      found.set(`${kind} ${one.metadata.namespace ?? ""}/${one.metadata.name}`, textOf(one));
  }
  return found;
};

const differences = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? "was not there"} → ${after.get(name) ?? "is not there"}`);

const secondsOf = ({ createdAt, endedAt = "" }: Operation): number =>
  Math.round((Date.parse(endedAt) - Date.parse(createdAt)) / 100) / 10;

const stagesOf = ({ stages }: Operation): Record<string, number> =>
  Object.fromEntries(
    stages.map(({ name, startedAt = "", endedAt = "" }) => [
      name,
      Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 100) / 10,
    ]),
  );

/** What a cluster is like that has been hibernated and woken, with a broken webhook and a budget in the way. */
export const sleepAndWake = async ({ tenant, clusterId, kube }: ClusterInUse) => {
  await kube.apply(...lively);
  await kube.kubectl("rollout", "status", "deployment/sleeper", "--timeout=90s");
  await kube.apply(brokenWebhook);
  const cost = () => tenant.call<ClusterCost>("GET", `/clusters/${clusterId}/cost`).then((one) => one.perHourMicros);
  const patience = { seconds: 360, pause: 1_000 };
  // Volumes are seen in the cluster's turn; until then an hour seems cheaper than it is.
  const { nodeGroups } = await tenant.cluster(clusterId);
  const machines = nodeGroups.reduce<number>((sum, { size }) => sum + size, 3);
  const running = await eventually(cost, (micros) => micros > machines * 83_200 + 100_000, patience);
  const [before, hadNodes] = [await allObjects(kube), await tenant.nodes(clusterId)];

  const call = async (verb: string): Promise<Operation> => {
    const ended = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/${verb}`));
    if (ended.status !== "succeeded") throw new Error(`${verb} ended ${ended.status}: ${JSON.stringify(ended.error)}`);
    return ended;
  };
  const slept = await call("hibernate");
  const asleep = await tenant.cluster(clusterId);
  const hibernated = await eventually(cost, (micros) => micros < 50_000, patience);
  const nodesAsleep = (await tenant.nodes(clusterId)).length;
  const woken = await call("wake");
  const awake = await tenant.cluster(clusterId);
  const after = await allObjects(kube);
  await kube.kubectl("rollout", "status", "deployment/sleeper", "--timeout=90s");
  await kube.kubectl("delete", "validatingwebhookconfiguration", "broken");
  return {
    ...{ objects: before.size, differences: differences(before, after) },
    ...{ sleepSeconds: secondsOf(slept), wakeSeconds: secondsOf(woken) },
    ...{ sleepStages: stagesOf(slept), wakeStages: stagesOf(woken) },
    ...{ runningMicros: running, hibernatedMicros: hibernated, nodesAsleep },
    ...{ states: [asleep.state, awake.state], endpoints: [asleep.endpoint, awake.endpoint] },
    nodes: { before: hadNodes.map(({ id }) => id), after: await tenant.nodes(clusterId) },
  };
};
