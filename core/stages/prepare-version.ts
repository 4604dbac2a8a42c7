import type { Kubernetes } from "#core/ports/cloud.ts";
import { etcdOf, joiningEtcd } from "#core/upgrade/etcd-version.ts";
import { dnsSpread, dnsVersion, setDnsVersion, setJoinVersion, setProxyVersion } from "./add-ons.ts";
import { versionLabel } from "./bootstrap.ts";
import { lookAtControlPlane } from "./member-change.ts";
import { prepareKeys } from "./prepare-keys.ts";
import type { Stage } from "./stage.ts";
import { goalOf, upgradeOf } from "./upgrade-facts.ts";

/** Nodes that were there before they were told which version they are of. */
const labelNodes = async (api: Kubernetes): Promise<void> => {
  const nodes = await api.nodes();
  const was = { labels: {}, taints: [] };
  await Promise.all(
    nodes.map(({ name, kubeletVersion }) =>
      api.markNode(name, { labels: { [versionLabel]: kubeletVersion }, taints: [] }, was),
    ),
  );
};

/**
 * Machines of the step's version, or with its keys, can join: kubeadm finds that version, kube-proxy on new nodes is of it, and CoreDNS stays
 * on machines that have its image. Which etcd its members come with is on record before the first of them does. The way back writes the
 * same with the version before, and leaves etcd as it is, which machines of both versions have: no undo.
 */
export const prepareVersion: Stage = async (input, ports) => {
  const { tenantId, operationId, step } = input;
  const upgrade = upgradeOf(await ports.state.operation(tenantId, operationId));
  const { from, to } = upgrade;
  const { keys } = goalOf(upgrade);
  if (keys) return prepareKeys(input, keys.revision, ports);
  const { version = to } = step ?? {};
  const { api, cluster, records } = await lookAtControlPlane(input, ports);
  await labelNodes(api);
  const etcdMinor = joiningEtcd(cluster, records, { from, to });
  if (etcdMinor !== undefined && etcdMinor !== etcdOf(cluster))
    await ports.state.updateCluster(input, { etcdMinor, at: ports.clock.now() });
  // Machines of its version get fewer, zone by zone, until it moves.
  await setDnsVersion(api, (await dnsVersion(api)) ?? from, dnsSpread.anywhere);
  await setProxyVersion(api, version);
  // Last: until here it says that there is something to do.
  await setJoinVersion(api, version);
};
