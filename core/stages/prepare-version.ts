import type { KubernetesVersion } from "#contract/catalog.ts";
import { componentVersions } from "#contract/component-versions.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import { compareVersions } from "#core/upgrade/versions.ts";
import { dnsSpread, dnsVersion, setDnsVersion, setJoinVersion, setProxyVersion } from "./add-ons.ts";
import { versionLabel } from "./bootstrap.ts";
import { doorOf, lookAtControlPlane } from "./member-change.ts";
import type { Ports, Stage } from "./stage.ts";
import { upgradeOf } from "./upgrade-facts.ts";

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

/** `3.6.8-0` → `3.6`. */
const etcdMinor = (version: string): string =>
  componentVersions[version as KubernetesVersion].etcd.split(".").slice(0, 2).join(".");

/** etcd takes in no member that is older than what its members have agreed on, unless it is told. */
const admitOlderMembers = async (input: StageInput, version: string, from: string, ports: Ports): Promise<void> => {
  if (etcdMinor(version) === etcdMinor(from)) return;
  const controlPlane = await lookAtControlPlane(input, ports);
  if (!controlPlane.records.some((record) => compareVersions(record.version, version) > 0)) return;
  await ports.etcd.admitOlder(await doorOf(controlPlane, input, []), etcdMinor(version));
};

/**
 * Machines of the step's version can join: kubeadm finds that version, kube-proxy on new nodes is of it, and CoreDNS stays on machines
 * that have its image. The way back writes the same with the version before: no undo.
 */
export const prepareVersion: Stage = async (input, ports) => {
  const { tenantId, operationId, step } = input;
  const { from, to } = upgradeOf(await ports.state.operation(tenantId, operationId));
  const { version = to } = step ?? {};
  const { api } = await lookAtControlPlane(input, ports);
  await labelNodes(api);
  // Machines of its version get fewer, zone by zone, until it moves.
  await setDnsVersion(api, (await dnsVersion(api)) ?? from, dnsSpread.anywhere);
  await admitOlderMembers(input, version, version === from ? to : from, ports);
  await setProxyVersion(api, version);
  // Last: until here it says that there is something to do.
  await setJoinVersion(api, version);
};
