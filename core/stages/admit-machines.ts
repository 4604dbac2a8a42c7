import type { ClusterRecord } from "#core/records.ts";
import { together } from "#core/together.ts";
import { clearLeaving } from "./clear-leaving.ts";
import { connectTo, type PlannedInput } from "./node-change.ts";
import { discoveredAuthorities, setDiscoveredAuthorities } from "./published-authorities.ts";
import type { Ports } from "./stage.ts";

const tokenSeconds = 4 * 3600;

/** As Secrets hold their values. */
const encoded = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]));

/** The cluster's bootstrap token is good for a few hours more. Source: Kubernetes, "Authenticating with Bootstrap Tokens". */
export const admitToken = async (
  cluster: ClusterRecord,
  ports: Pick<Ports, "secrets" | "kubernetes" | "clock">,
): Promise<void> => {
  const { bootstrapToken, files } = await ports.secrets.keys(cluster.clusterId);
  const [id = "", secret = ""] = bootstrapToken.split(".");
  const ends = Date.parse(ports.clock.now()) + tokenSeconds * 1000;
  const expiration = new Date(ends).toISOString().replace(/\.\d+Z$/, "Z");
  const api = await connectTo(cluster, ports);
  // After a restore the cluster may name the authorities that it had when the snapshot was taken.
  const [authorities, named] = [files["pki/ca.crt"] ?? "", await discoveredAuthorities(api)];
  if (named !== undefined && named !== authorities) await setDiscoveredAuthorities(api, authorities);
  await api.apply({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: `bootstrap-token-${id}`, namespace: "kube-system" },
    type: "bootstrap.kubernetes.io/token",
    data: encoded({
      "token-id": id,
      "token-secret": secret,
      expiration,
      "usage-bootstrap-authentication": "true",
      "usage-bootstrap-signing": "true",
      "auth-extra-groups": "system:bootstrappers:kubeadm:default-node-token",
    }),
  });
};

/**
 * Lets new machines join, and those leave that have to before. The token ends by itself, and those machines are gone or going, whatever
 * becomes of the operation: there is nothing to undo.
 */
export const admitMachines = async (input: PlannedInput, cluster: ClusterRecord, ports: Ports): Promise<void> => {
  const api = await connectTo(cluster, ports);
  await together([
    clearLeaving(input, api, ports),
    ...(input.plan.launch.length > 0 ? [admitToken(cluster, ports)] : []),
  ]);
};
