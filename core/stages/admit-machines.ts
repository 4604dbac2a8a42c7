import type { Kubernetes } from "#core/ports/cloud.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { together } from "#core/together.ts";
import { clearLeaving, removeLeftBehind } from "./clear-leaving.ts";
import type { PlannedInput } from "./node-change.ts";
import { discoveredAuthorities, setDiscoveredAuthorities } from "./published-authorities.ts";
import type { Ports } from "./stage.ts";

const tokenSeconds = 4 * 3600;

/** As Secrets hold their values. */
const encoded = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]));

/** The cluster's bootstrap token is good for a few hours more. Source: Kubernetes, "Authenticating with Bootstrap Tokens". */
const admitToken = async (
  api: Kubernetes,
  { bootstrapToken }: ClusterKeys,
  { clock }: Pick<Ports, "clock">,
): Promise<void> => {
  const [id = "", secret = ""] = bootstrapToken.split(".");
  const ends = Date.parse(clock.now()) + tokenSeconds * 1000;
  const expiration = new Date(ends).toISOString().replace(/\.\d+Z$/, "Z");
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

/** After a restore the cluster may name the authorities that it had when the snapshot was taken. */
const nameAuthorities = async (api: Kubernetes, { files }: ClusterKeys): Promise<void> => {
  const [authorities, named] = [files["pki/ca.crt"] ?? "", await discoveredAuthorities(api)];
  if (named !== undefined && named !== authorities) await setDiscoveredAuthorities(api, authorities);
};

/** What a machine needs of the cluster to find and join it. */
export const admitJoins = async (api: Kubernetes, keys: ClusterKeys, ports: Pick<Ports, "clock">): Promise<void> => {
  await together([admitToken(api, keys, ports), nameAuthorities(api, keys)]);
};

/**
 * Lets new machines join, and those leave that have to before. The token ends by itself, and those machines are gone or going, whatever
 * becomes of the operation: there is nothing to undo.
 */
export const admitMachines = async (
  input: PlannedInput,
  { api, keys }: { api: Kubernetes; keys: ClusterKeys },
  ports: Ports,
): Promise<void> => {
  await together([
    clearLeaving(input, api, ports),
    ...(input.plan.launch.length > 0
      ? [admitJoins(api, keys, ports), removeLeftBehind(api, input.clusterId, ports)]
      : []),
  ]);
};
