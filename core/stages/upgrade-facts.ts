import { isAlive } from "#core/nodes/is-alive.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord, Upgrade } from "#core/records.ts";
import type { MachineFacts, UpgradeFacts } from "#core/upgrade/next-step.ts";
import type { Goal } from "#core/upgrade/step-text.ts";
import { compareVersions } from "#core/upgrade/versions.ts";
import { dnsVersion, joinVersion, proxyVersion } from "./add-ons.ts";
import { connectTo, instanceOf, nodeRecords } from "./node-change.ts";
import { discoveredAuthorities } from "./published-authorities.ts";
import type { Ports } from "./stage.ts";

/** @throws Error when the operation is no upgrade: the workflow was started for another kind */
export const upgradeOf = ({ operationId, upgrade }: OperationRecord): Upgrade => {
  if (!upgrade) throw new Error(`operation ${operationId} is no upgrade`);
  return upgrade;
};

export const targetOf = ({ from, to, back }: Upgrade): string => (back ? from : to);

/** What everything is to be of. On the way back pods trust all that they have to: they know the set of before. */
export const goalOf = (upgrade: Upgrade): Goal => {
  const { keys, back } = upgrade;
  const revision = back ? keys?.from : keys?.to;
  return {
    version: targetOf(upgrade),
    ...(keys && revision !== undefined
      ? { keys: { revision, trusted: back !== undefined || keys.trusted === true } }
      : {}),
  };
};

/** Of a call that asks for the version before: nothing is to be better than it is, as on the way back of an upgrade. */
export const isRollback = ({ from, to }: Pick<Upgrade, "from" | "to">): boolean => compareVersions(to, from) < 0;

interface Seen {
  cluster: ClusterRecord;
  groups: NodeGroupRecord[];
  api: Kubernetes;
  facts: UpgradeFacts;
}

/** Without machines to look at, Kubernetes alone says which nodes are well. */
type LookPorts = Pick<Ports, "state" | "kubernetes"> & {
  secrets: Pick<Ports["secrets"], "keys">;
  machines?: Pick<Ports["machines"], "list">;
};

/** Machines that come have the keys of the revision, and know whom they join. */
const hasKeys = async (
  { clusterId, keySet }: ClusterRecord,
  api: Kubernetes,
  revision: number,
  { secrets }: Pick<LookPorts, "secrets">,
): Promise<boolean> => {
  if ((keySet?.revision ?? 0) !== revision) return false;
  const { revision: kept = 0, files } = await secrets.keys(clusterId);
  return kept === revision && (await discoveredAuthorities(api)) === files["pki/ca.crt"];
};

/** The cluster as it is now, held against what it is to be of. */
export const lookAtUpgrade = async (
  input: Pick<StageInput, "tenantId" | "clusterId">,
  goal: Goal,
  ports: LookPorts,
): Promise<Seen> => {
  const { tenantId, clusterId } = input;
  const { version: target, keys } = goal;
  const [cluster, groups, onRecord, launched] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    ports.state.nodeGroups(tenantId, clusterId),
    nodeRecords({ ...input, operationId: "" }, ports),
    ports.machines?.list(clusterId),
  ]);
  const api = await connectTo(cluster, ports);
  const [nodes, join, proxy, dns] = await Promise.all([
    api.nodes(),
    joinVersion(api),
    proxyVersion(api),
    dnsVersion(api),
  ]);
  // One that is kept out of service stays as it is, of the version that it had.
  const records = onRecord.filter((record) => !isKept(record));
  const alive = launched && new Set(launched.filter(isAlive).map(({ instanceId }) => instanceId));
  const ready = new Set(nodes.filter((node) => node.ready).map(instanceOf));
  const factsOf = ({ nodeId, version, keyRevision = 0, state, emulates }: NodeRecord): MachineFacts => ({
    ...{ nodeId, version, keyRevision },
    ...(emulates === undefined ? {} : { emulates }),
    well: (alive?.has(nodeId) ?? true) && ready.has(nodeId),
    leaving: state === "draining" || state === "terminating",
  });
  const facts: UpgradeFacts = {
    target,
    keyRevision: keys?.revision ?? cluster.keySet?.revision ?? 0,
    ...(keys ? { rotates: true } : {}),
    size: cluster.spec.controlPlane.machines,
    members: records.filter(({ role }) => role === "control-plane").map(factsOf),
    groups: groups.map(({ nodeGroupId, spec: { size } }) => ({
      ...{ nodeGroupId, size },
      nodes: records.filter((record) => record.nodeGroupId === nodeGroupId).map(factsOf),
    })),
    prepared: keys
      ? await hasKeys(cluster, api, keys.revision, ports)
      : join === target && proxy === target && dns !== undefined,
    addOns: keys ? keys.trusted : dns === target,
  };
  return { cluster, groups, api, facts };
};
