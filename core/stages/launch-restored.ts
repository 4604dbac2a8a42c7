import { metered } from "#core/billing/metered.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, MemberPlace } from "#core/records.ts";
import { etcdTagOn } from "#core/upgrade/etcd-version.ts";
import { backupOperation } from "./backup-operation.ts";
import { bootstrapOf } from "./bootstrap.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { made } from "./made.ts";
import { memberOrder, memberSpreadGroup } from "./member-order.ts";
import { membersOf, type RestoreInput } from "./restored-members.ts";
import type { Ports, Stage } from "./stage.ts";
import { takeBack } from "./take-back.ts";

/** All new members at once, as when the cluster was made; each fills its etcd from the same snapshot, under the same new token. */
export const launchFromSnapshot = async (
  input: StageInput,
  {
    cluster,
    members,
    snapshot,
  }: { cluster: ClusterRecord; members: readonly MemberPlace[]; snapshot: { backupId: string; sha256: string } },
  ports: Ports,
): Promise<LaunchedMachine[]> => {
  const { tenantId, clusterId, operationId } = input;
  const { machines, identities, bootstrap, state, snapshots } = ports;
  const { controlPlaneProfile: profile } = await identities.ensure(clusterId);
  await machines.ensureSpreadGroups(clusterId, [memberSpreadGroup]);
  const etcd = cluster.etcdMinor === undefined ? undefined : etcdTagOn(cluster.spec.version, cluster.etcdMinor);
  const userData = bootstrap.userData({
    ...bootstrapOf(cluster, "control-plane", ports),
    etcdMembers: members.map(({ name, address }) => ({ name, address })),
    certificateNames: [made(cluster, "loadBalancer").dnsName],
    ...(etcd === undefined ? {} : { etcdImageTag: etcd }),
    restore: {
      key: snapshots.place(clusterId, snapshot.backupId).key,
      sha256: snapshot.sha256,
      token: operationId,
    },
  });
  const orders = members.map((member) => memberOrder(cluster, member, { operationId, profile, userData }));
  const launched = await metered(input, ports, () => machines.launch(orders));
  await state.putNodes(input, launchedNodes(cluster, launched, cluster.spec.version, etcd));
  return launched.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId }));
};

/** Beside the members that there are. */
export const launchRestored: Stage<RestoreInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const [cluster, { backup }] = await Promise.all([
    ports.state.cluster(input.tenantId, input.clusterId),
    backupOperation(input, ports),
  ]);
  const { born: members } = membersOf(cluster, input);
  const snapshot = { backupId: backup.backupId, sha256: input.plan.sha256 };
  return { machines: await launchFromSnapshot(input, { cluster, members, snapshot }, ports) };
};

/** Whatever this operation has launched ends. Nobody knows of it: the load balancer sends nothing there. */
export const undoLaunchRestored: Stage = (input, ports) =>
  takeBack(input, (by) => by === input.operationId, ports, "control-plane");
