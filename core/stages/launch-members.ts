import { metered } from "#core/billing/metered.ts";
import type { Bootstrap } from "#core/ports/machine-bootstrap.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, MemberPlace } from "#core/records.ts";
import { together } from "#core/together.ts";
import { etcdTagOn } from "#core/upgrade/etcd-version.ts";
import { bootstrapOf } from "./bootstrap.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { made } from "./made.ts";
import { memberOrder, memberSpreadGroup } from "./member-order.ts";
import type { Ports } from "./stage.ts";

/** What members are born with instead of an empty etcd. */
export type Snapshot = Pick<Required<Bootstrap>["restore"], "sha256" | "ofAnother"> & { backupId: string };

/**
 * All members of a control plane at once, no two on one rack; each knows the full list of etcd's members. Those that are born from a snapshot
 * fill their etcd from the same one, under the same new token.
 */
export const launchMembers = async (
  input: StageInput,
  { cluster, members, snapshot }: { cluster: ClusterRecord; members: readonly MemberPlace[]; snapshot?: Snapshot },
  ports: Ports,
): Promise<LaunchedMachine[]> => {
  const { tenantId, clusterId, operationId } = input;
  const { machines, identities, bootstrap, state, snapshots } = ports;
  const [{ controlPlaneProfile: profile }] = await together([
    identities.ensure(clusterId),
    machines.ensureSpreadGroups(clusterId, [memberSpreadGroup]),
  ]);
  const etcd = cluster.etcdMinor === undefined ? undefined : etcdTagOn(cluster.spec.version, cluster.etcdMinor);
  const restoreOf = ({ backupId, ...file }: Snapshot): Required<Bootstrap>["restore"] => ({
    ...{ key: snapshots.place(clusterId, backupId).key, token: operationId, ...file },
  });
  const userData = bootstrap.userData({
    ...bootstrapOf(cluster, "control-plane", ports),
    etcdMembers: members.map(({ name, address }) => ({ name, address })),
    certificateNames: [made(cluster, "loadBalancer").dnsName],
    ...(etcd === undefined ? {} : { etcdImageTag: etcd }),
    ...(snapshot ? { restore: restoreOf(snapshot) } : {}),
  });
  const orders = members.map((member) => memberOrder(cluster, member, { operationId, profile, userData }));
  const launched = await metered(input, ports, () => machines.launch(orders));
  await state.putNodes(input, launchedNodes(cluster, launched, cluster.spec.version, { etcd }));
  return launched.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId }));
};
