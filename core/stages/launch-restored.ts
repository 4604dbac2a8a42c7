import { metered } from "#core/billing/metered.ts";
import { NotYet } from "#core/errors.ts";
import { backupOperation } from "./backup-operation.ts";
import { bootstrapOf } from "./bootstrap.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { made } from "./made.ts";
import { memberOrder, memberSpreadGroup } from "./member-order.ts";
import { nodeRecords } from "./node-change.ts";
import { membersOf, type RestoreInput } from "./restored-members.ts";
import type { Stage } from "./stage.ts";

/** All new members at once, as when the cluster was made; each fills its etcd from the same snapshot, under the same new token. */
export const launchRestored: Stage<RestoreInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { tenantId, clusterId, operationId, plan } = input;
  const { machines, identities, bootstrap, state, snapshots } = ports;
  const [cluster, { backup }] = await Promise.all([state.cluster(tenantId, clusterId), backupOperation(input, ports)]);
  const { born } = membersOf(cluster, input);
  const { controlPlaneProfile: profile } = await identities.ensure(clusterId);
  await machines.ensureSpreadGroups(clusterId, [memberSpreadGroup]);
  const userData = bootstrap.userData({
    ...bootstrapOf(cluster, "control-plane", ports),
    etcdMembers: born.map(({ name, address }) => ({ name, address })),
    certificateNames: [made(cluster, "loadBalancer").dnsName],
    restore: { key: snapshots.place(clusterId, backup.backupId).key, sha256: plan.sha256, token: operationId },
  });
  const orders = born.map((member) => memberOrder(cluster, member, { operationId, profile, userData }));
  const launched = await metered(input, ports, () => machines.launch(orders));
  await state.putNodes(input, launchedNodes(cluster, launched));
  return { machines: launched.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId })) };
};

/** Whatever this operation has launched ends. Nobody knows of it: the load balancer sends nothing there. */
export const undoLaunchRestored: Stage = async (input, ports) => {
  const { clusterId, operationId } = input;
  const ours = ({ operationId: by }: { operationId?: string }): boolean => by === operationId;
  const launched = (await ports.machines.list(clusterId, "control-plane")).filter(ours);
  const recorded = (await nodeRecords(input, ports)).filter(ours);
  const ids = new Set([...launched.map(({ instanceId }) => instanceId), ...recorded.map(({ nodeId }) => nodeId)]);
  await metered(input, ports, () => ports.machines.terminateOnly(clusterId, [...ids]));
  if (launched.length > 0) throw new NotYet("the new members' machines are ending");
  await ports.state.forgetNodes(
    input,
    recorded.map(({ nodeId }) => nodeId),
  );
};
