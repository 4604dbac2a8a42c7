import { meterCluster } from "#core/billing/meter-cluster.ts";
import { metered } from "#core/billing/metered.ts";
import { bootstrapOf } from "./bootstrap.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { imageFor } from "./machine-image.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

const spreadGroup = "control-plane";

/** All members at once, no two on one rack; each knows the full list of etcd members. */
export const launchControlPlane: Stage = async (input, ports) => {
  const { state, machines, identities, bootstrap } = ports;
  const { clusterId, operationId } = input;
  const cluster = await state.cluster(input.tenantId, clusterId);
  const { controlPlane } = cluster.spec;
  const members = made(cluster, "members");
  const [{ controlPlaneProfile }] = await Promise.all([
    identities.ensure(clusterId),
    machines.ensureSpreadGroups(clusterId, [spreadGroup]),
  ]);
  const told = {
    ...bootstrapOf(cluster, "control-plane", ports),
    etcdMembers: members.map(({ name, address }) => ({ name, address })),
    certificateNames: [made(cluster, "loadBalancer").dnsName],
  };
  const launched = await metered(input, ports, () =>
    machines.launch(
      members.map(({ networkInterfaceId }, i) => ({
        clusterId,
        operationId,
        slot: `control-plane-${i}`,
        role: "control-plane",
        imageId: imageFor(cluster, controlPlane.machineType),
        machineType: controlPlane.machineType,
        instanceProfile: controlPlaneProfile,
        userData: bootstrap.userData(told),
        rootDiskGiB: 20,
        etcdDiskGiB: controlPlane.etcdDiskGiB,
        place: { networkInterfaceId },
        spreadGroup,
      })),
    ),
  );
  await state.putNodes(input, launchedNodes(cluster, launched));
};

// By tag, not by record: the launch may have worked and the write after it not.
export const undoLaunchControlPlane: Stage = async (input, ports) => {
  const { machines } = ports;
  const { clusterId } = input;
  await meterCluster(input, ports);
  await machines.terminate(clusterId, "control-plane");
  await machines.removeSpreadGroups(clusterId);
};
