interface WebOrder {
  /** Over what its two pods are spread. */
  over: "kubernetes.io/hostname" | "topology.kubernetes.io/zone";
  /** Whether pods rather wait than stand together. */
  strictly?: boolean;
  graceSeconds?: number;
  /** More of the container. */
  container?: object;
}

/** Two servers that say their own name. */
export const webDeployment = (
  name: string,
  { over, strictly = true, graceSeconds = 0, container = {} }: WebOrder,
): object => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: graceSeconds,
        containers: [
          {
            name: "web",
            image: "localhost/kubewright/probe:1",
            command: ["sh", "-c", "mkdir -p /www && hostname > /www/index.html && exec httpd -f -p 8080 -h /www"],
            readinessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1 },
            ...container,
          },
        ],
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: over,
            whenUnsatisfiable: strictly ? "DoNotSchedule" : "ScheduleAnyway",
            labelSelector: { matchLabels: { app: name } },
          },
        ],
      },
    },
  },
});

/** The Service in front of them. */
export const webService = (name: string, more: object = {}): object => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }], ...more },
});

/** What goes on serving while its nodes are replaced one by one: two servers, the Service, and a budget that keeps one of them. */
export const keptWeb = (name: string): object[] => [
  webDeployment(name, {
    ...{ over: "kubernetes.io/hostname", strictly: false, graceSeconds: 10 },
    // As long as it takes until everybody knows that it leaves.
    container: { lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } } },
  }),
  webService(name),
  {
    ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name } },
    spec: { minAvailable: 1, selector: { matchLabels: { app: name } } },
  },
];
