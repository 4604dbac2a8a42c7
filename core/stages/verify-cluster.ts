import { NotYet } from "#core/errors.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

const namespace = "kubewright-verify";
const image = "localhost/kubewright/probe:1";
const labels = { app: "verify-server" };

const pod = (name: string, nodeName: string, command: string, more: object): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels: name === "server" ? labels : {} },
  spec: {
    nodeName,
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    // A question that DNS has not heard, as it is only starting, is asked again after a second, not five.
    dnsConfig: { options: [{ name: "timeout", value: "1" }] },
    tolerations: [{ operator: "Exists" }],
    containers: [{ name: "probe", image, imagePullPolicy: "IfNotPresent", command: ["sh", "-c", command], ...more }],
    restartPolicy: name === "server" ? "Always" : "OnFailure",
  },
});

const service = (name: string, more: object): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }], ...more },
});

const reach = ["http://pod:8080/", "http://verify/"].map((url) => `curl -fsS -m 2 ${url}`).join(" && ");

/**
 * A server on one node, a client on another that reaches it at once by its pod's own address (which DNS tells for a Service without an
 * address) and by its Service's. Both start together; the client asks until it has been answered.
 */
const probes = (serverNode: string, clientNode: string): KubernetesObject[] => [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  service("verify", {}),
  service("pod", { clusterIP: "None" }),
  pod("server", serverNode, "mkdir -p /www && echo verified > /www/index.html && exec httpd -f -p 8080 -h /www", {
    readinessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1 },
  }),
  // It does not give up by itself: the kubelet would wait longer and longer before it starts it again.
  pod("client", clientNode, `until ${reach}; do sleep 0.2; done`, {}),
];

const status = async (api: Kubernetes, name: string): Promise<Record<string, unknown>> =>
  ((await api.get({ apiVersion: "v1", kind: "Pod", name, namespace }))?.["status"] as Record<string, unknown>) ?? {};

/** Proves by use that the cluster works: nodes Ready, pods run, reach each other over two nodes, and resolve names. */
export const verifyCluster: Stage = async (input, { state, kubernetes, secrets, machines }) => {
  const { tenantId, clusterId } = input;
  const [cluster, keys, launched, { items: records }] = await Promise.all([
    state.cluster(tenantId, clusterId),
    secrets.keys(clusterId),
    machines.list(clusterId),
    state.nodes(tenantId, clusterId, { limit: 1000 }),
  ]);
  const api = await kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });
  const nodes = await api.nodes();
  const ready = nodes.filter((node) => node.ready);
  if (ready.length < launched.length) throw new NotYet(`${ready.length} of ${launched.length} nodes are Ready`);

  const workers = ready.filter(({ providerId }) =>
    launched.some((machine) => machine.role === "worker" && providerId.endsWith(`/${machine.instanceId}`)),
  );
  // Two workers if there are two; else the control plane's nodes help out.
  const [server, client] = [...workers, ...ready.filter((node) => !workers.includes(node))];
  if (!server || !client) throw new NotYet("no two nodes are Ready");
  for (const object of probes(server.name, client.name)) await api.apply(object);
  const { phase } = await status(api, "client");
  if (phase !== "Succeeded") throw new NotYet(`the pods do not reach each other yet (${phase ?? "not started"})`);

  await api.remove({ apiVersion: "v1", kind: "Namespace", name: namespace });
  await state.putNodes(
    input,
    records
      .filter(({ nodeId }) => launched.some(({ instanceId }) => instanceId === nodeId))
      .map((record) => ({ ...record, state: "ready" as const })),
  );
};
