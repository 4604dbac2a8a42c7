import { meterCluster } from "#core/billing/meter-cluster.ts";
import { metered } from "#core/billing/metered.ts";
import { bootstrapOf } from "./bootstrap.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { made } from "./made.ts";
import { memberOrder, memberSpreadGroup } from "./member-order.ts";
import type { Stage } from "./stage.ts";

/** All members at once, no two on one rack; each knows the full list of etcd members. */
export const launchControlPlane: Stage = async (input, ports) => {
  const { state, machines, identities, bootstrap } = ports;
  const { clusterId, operationId } = input;
  const cluster = await state.cluster(input.tenantId, clusterId);
  const members = made(cluster, "members");
  const [{ controlPlaneProfile: profile }] = await Promise.all([
    identities.ensure(clusterId),
    machines.ensureSpreadGroups(clusterId, [memberSpreadGroup]),
  ]);
  const userData = bootstrap.userData({
    ...bootstrapOf(cluster, "control-plane", ports),
    etcdMembers: members.map(({ name, address }) => ({ name, address })),
    certificateNames: [made(cluster, "loadBalancer").dnsName],
  });
  const launched = await metered(input, ports, () =>
    machines.launch(members.map((member) => memberOrder(cluster, member, { operationId, profile, userData }))),
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
