import { meterCluster } from "#core/billing/meter-cluster.ts";
import { launchMembers } from "./launch-members.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";
import { exemption } from "./webhooks.ts";

/** All members at once; of a cluster that is born from a backup, each with what that holds. */
export const launchControlPlane: Stage = async (input, ports) => {
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  const { restoredFrom: from } = cluster;
  const snapshot = from && { backupId: from.backupId, sha256: from.sha256, ofAnother: exemption };
  await launchMembers(input, { cluster, members: made(cluster, "members"), ...(snapshot ? { snapshot } : {}) }, ports);
};

// By tag, not by record: the launch may have worked and the write after it not.
export const undoLaunchControlPlane: Stage = async (input, ports) => {
  const { machines } = ports;
  const { clusterId } = input;
  await meterCluster(input, ports);
  await machines.terminate(clusterId, "control-plane");
  await machines.removeSpreadGroups(clusterId);
};
