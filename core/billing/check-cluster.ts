import { readPod } from "#core/autoscaling/read-workload.ts";
import type { Pod } from "#core/autoscaling/workload.ts";
import { TemporaryFailure } from "#core/errors.ts";
import { ledgerDiffers } from "#core/events/new-events.ts";
import type { Bills, CheckRecord } from "#core/ports/bills.ts";
import type { KubernetesClusters } from "#core/ports/cloud.ts";
import type { SeenUsage } from "#core/ports/ledger.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { together } from "#core/together.ts";
import { type MeterPorts, meterCluster } from "./meter-cluster.ts";
import { lookAtSnapshots, meterSnapshots, type SnapshotMeterPorts } from "./meter-snapshots.ts";
import { residualOfLook, residualOfSnapshots } from "./residual-of-look.ts";

export interface CheckPorts extends MeterPorts, SnapshotMeterPorts {
  bills: Bills;
  state: Pick<State, "nodes" | "nodeGroups">;
  secrets: Pick<Secrets, "keys">;
  kubernetes: KubernetesClusters;
}

/** Of the cluster itself: they are nobody's reason to keep it awake. */
const ownNamespace = "kube-system/";

/** Of each that is so now since when it is, as far as that was seen. */
const since = (names: readonly string[], before: Record<string, string> | undefined, at: string) =>
  Object.fromEntries(names.map((name) => [name, before?.[name] ?? at]));

const isAwake = ({ state }: ClusterRecord): boolean => state === "running" || state === "degraded";

/** @returns undefined when the API does not answer, and for a cluster that is being changed: then nothing is known of it */
const lookAtPods = async (cluster: ClusterRecord, { secrets, kubernetes }: CheckPorts): Promise<Pod[] | undefined> => {
  const { clusterId, resources, activeOperation } = cluster;
  if (activeOperation !== undefined || !isAwake(cluster)) return undefined;
  const keys = await secrets.keys(clusterId);
  try {
    const api = await kubernetes.connect({ dnsName: resources.loadBalancer?.dnsName ?? "", keys });
    const pods = await api.list({ apiVersion: "v1", kind: "Pod" });
    return pods.flatMap((pod) => readPod(pod) ?? []).filter(({ bound }) => !bound);
  } catch (error) {
    if (error instanceof TemporaryFailure) return undefined;
    throw error;
  }
};

/** Groups that have nodes, none of which has a pod that would not be on every node. */
const emptyGroups = (pods: readonly Pod[], nodes: readonly NodeRecord[]): string[] => {
  const used = new Set(pods.map(({ node }) => node));
  const groups = [...new Set(nodes.flatMap(({ nodeGroupId }) => nodeGroupId ?? []))];
  return groups.filter((group) => nodes.every(({ nodeGroupId, name }) => nodeGroupId !== group || !used.has(name)));
};

type Idleness = Pick<CheckRecord, "emptySince" | "idleSince">;

const idlenessOf = (
  cluster: ClusterRecord,
  {
    pods,
    nodes,
    before,
    at,
  }: { pods: Pod[] | undefined; nodes: readonly NodeRecord[]; before: CheckRecord | undefined; at: string },
): Idleness => {
  if (pods) {
    const isIdle = pods.every(({ id }) => id.startsWith(ownNamespace));
    return {
      emptySince: since(emptyGroups(pods, nodes), before?.emptySince, at),
      ...(isIdle ? { idleSince: before?.idleSince ?? at } : {}),
    };
  }
  // What is not seen now is as it was; whoever sleeps begins anew.
  if (!before || !isAwake(cluster)) return { emptySince: {} };
  return { emptySince: before.emptySince, ...(before.idleSince === undefined ? {} : { idleSince: before.idleSince }) };
};

const lookAndCompare = async (
  cluster: ClusterRecord,
  ports: MeterPorts & SnapshotMeterPorts,
): Promise<{ seen: SeenUsage[]; residualSeconds: number }> => {
  const { tenantId, clusterId } = cluster;
  const { estate, ledger, clock } = ports;
  const at = clock.now();
  const [seen, stored] = await Promise.all([estate.look(clusterId), lookAtSnapshots(cluster, ports)]);
  const ids = seen.filter((one) => one.ended).map(({ usageId }) => usageId);
  const [open, ended] = await Promise.all([
    ledger.usage(tenantId, { since: at, until: at, clusterId }),
    ledger.find(tenantId, clusterId, ids),
  ]);
  const ofEstate = [...open.filter(({ kind }) => kind !== "snapshot"), ...ended];
  // While a cluster's snapshots are taken away S3 shows some of them; then the stage that does so meters.
  const ofSnapshots = cluster.state === "deleting" ? 0 : residualOfSnapshots(stored);
  return { seen, residualSeconds: residualOfLook(seen, ofEstate, at) + ofSnapshots };
};

/**
 * Looks at what a cluster costs for nothing, and whether its ledger is what the cloud shows. Done once an hour, and at any other time:
 * what was so at the last look and is so now is taken to have been so all the time between.
 * @throws TemporaryFailure
 */
export const checkCluster = async (cluster: ClusterRecord, ports: CheckPorts): Promise<CheckRecord> => {
  const { tenantId, clusterId } = cluster;
  const { bills, clock, state } = ports;
  const at = clock.now();
  const [first, before, pods, { items: nodes }] = await Promise.all([
    lookAndCompare(cluster, ports),
    bills.check(tenantId, clusterId),
    lookAtPods(cluster, ports),
    state.nodes(tenantId, clusterId),
  ]);
  // What has happened since the meter's last look is not on the ledger yet: only what it cannot learn is a residual.
  if (first.residualSeconds > 0) await together([meterCluster(cluster, ports), meterSnapshots(cluster, ports)]);
  const { seen, residualSeconds } = first.residualSeconds > 0 ? await lookAndCompare(cluster, ports) : first;
  const loose = seen.filter((one) => one.loose && !one.ended).map(({ resourceId }) => resourceId);
  const record: CheckRecord = {
    ...{ tenantId, clusterId, at, residualSeconds },
    ...idlenessOf(cluster, { pods, nodes, before, at }),
    looseSince: since(loose, before?.looseSince, at),
  };
  const isNews = record.residualSeconds > 0 && record.residualSeconds !== before?.residualSeconds;
  await bills.keepCheck(record, isNews ? ledgerDiffers(cluster, record) : undefined);
  return record;
};
