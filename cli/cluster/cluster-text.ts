import type { Cluster } from "#cli/api-types.ts";
import { scheduleLine } from "#cli/cluster/hibernation-text.ts";
import { keysFacts, rotationLine } from "#cli/cluster/keys-text.ts";
import { maintenanceFacts } from "#cli/cluster/maintenance-text.ts";
import { recoveryText } from "#cli/cluster/recovery-text.ts";
import { rollbackFacts, upgradeLine } from "#cli/cluster/upgrade-text.ts";
import { labelText } from "#cli/labels.ts";
import { facts, table } from "#cli/table.ts";
import { age } from "#cli/times.ts";

const workers = ({ nodeGroups }: Cluster): number => nodeGroups.reduce((sum, { size }) => sum + size, 0);

export const clusterTable = (clusters: Cluster[]): string =>
  table(
    ["NAME", "STATE", "VERSION", "CONTROL PLANE", "WORKERS", "AGE", "ID"],
    clusters.map((cluster) => [
      cluster.name,
      cluster.state,
      cluster.version,
      String(cluster.controlPlane.machines),
      String(workers(cluster)),
      age(cluster.createdAt),
      cluster.id,
    ]),
  );

export const clusterText = (cluster: Cluster): string => {
  const { controlPlane, network, nodeGroups, labels, conditions } = cluster;
  return facts([
    ["Name", cluster.name],
    ["Id", cluster.id],
    ["State", cluster.state],
    ["Version", cluster.version],
    ...(cluster.upgrade ? [["Upgrade", upgradeLine(cluster.upgrade)] as [string, string]] : []),
    ...rollbackFacts(cluster),
    ...(cluster.keyRotation ? [["Keys rotate", rotationLine(cluster.keyRotation)] as [string, string]] : []),
    ...keysFacts(cluster),
    ["Endpoint", cluster.endpoint],
    [
      "Control plane",
      `${controlPlane.machines} × ${controlPlane.machineType}, etcd on ${controlPlane.etcdDiskGiB} GiB each`,
    ],
    ...nodeGroups.map(({ name, size, machineType, state }, i): [string, string] => [
      i === 0 ? "Node groups" : "",
      `${name}: ${size} × ${machineType} (${state})`,
    ]),
    ...(cluster.recovery ? [["Recovery", recoveryText(cluster.recovery)] as [string, string]] : []),
    ...(cluster.restoredFrom
      ? [["Restored from", `${cluster.restoredFrom.backupId} of ${cluster.restoredFrom.clusterId}`] as [string, string]]
      : []),
    ["Network", `${network.cidr}; pods ${network.podCidr}, services ${network.serviceCidr}`],
    ["API open to", network.apiAccessCidrs.join(", ")],
    ...(cluster.hibernation ? [["Hibernation", scheduleLine(cluster.hibernation)] as [string, string]] : []),
    ...(cluster.maintenance ? maintenanceFacts(cluster.maintenance) : []),
    ["Labels", labelText(labels)],
    ["Protected", cluster.deletionProtection ? "from deletion" : "no"],
    ...conditions.map(({ type, is, reason, message }): [string, string] => [
      type,
      [is, reason, message].filter((part) => part !== undefined).join(", "),
    ]),
    ["Operation", cluster.activeOperation ?? "none goes on"],
    ["Created", cluster.createdAt],
    ["Revision", String(cluster.rev)],
  ]);
};
