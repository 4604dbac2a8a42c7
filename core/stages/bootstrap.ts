import { formatAddress, parseCidr } from "#contract/cidr.ts";
import type { Snapshots } from "#core/ports/backups.ts";
import type { BootReports } from "#core/ports/cloud.ts";
import type { Bootstrap } from "#core/ports/machine-bootstrap.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { ClusterRecord } from "#core/records.ts";
import { made } from "./made.ts";

/** Of each node: which version's images its machine holds. */
export const versionLabel = "kubewright.dev/kubernetes-version";

/** By convention the tenth address of the service range. */
const dnsAddress = (serviceCidr: string): string => {
  const range = parseCidr(serviceCidr);
  if (!range) throw new Error(`${serviceCidr} is no IPv4 range`);
  return formatAddress(range.first + 10);
};

const backupsOf = (snapshots: Snapshots, clusterId: string): Required<Bootstrap>["backups"] => {
  const { bucket, key: prefix } = snapshots.place(clusterId, "");
  return { bucket, prefix };
};

/** What machines of both roles are told. */
export const bootstrapOf = (
  cluster: ClusterRecord,
  role: Bootstrap["role"],
  { secrets, bootReports, snapshots }: { secrets: Secrets; bootReports: BootReports; snapshots: Snapshots },
  version = cluster.spec.version,
): Bootstrap => {
  const { clusterId, spec } = cluster;
  const ids = secrets.ids(clusterId);
  return {
    clusterId,
    role,
    kubernetesVersion: version,
    endpoint: {
      host: `api.${clusterId.replace("_", "-")}.kubewright.internal`,
      port: 6443,
      addresses: made(cluster, "loadBalancer").addresses,
    },
    secretId: { "control-plane": ids.controlPlane, worker: ids.worker, drill: ids.drill }[role],
    taskTokenParameterPrefix: bootReports.prefix(clusterId),
    podCidr: spec.network.podCidr,
    serviceCidr: spec.network.serviceCidr,
    dnsAddress: dnsAddress(spec.network.serviceCidr),
    ...(role !== "worker" ? { backups: backupsOf(snapshots, clusterId) } : {}),
    labels: { [versionLabel]: version },
    taints: [],
  };
};
