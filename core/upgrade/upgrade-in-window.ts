import type { Operation } from "#contract/operations.ts";
import { isOver } from "#contract/states.ts";
import type { Finding } from "#contract/upgrades.ts";
import { serviceCall } from "#core/backups/service-call.ts";
import { Conflict, NotFound, WrongState } from "#core/errors.ts";
import { noLimits } from "#core/healing/begin-repair.ts";
import type { SettlePorts } from "#core/operations/settle.ts";
import type { KubernetesClusters } from "#core/ports/cloud.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { readReadiness } from "#core/stages/read-readiness.ts";
import { lookAtUpgrade } from "#core/stages/upgrade-facts.ts";
import { isHalfUpgraded } from "./is-half-upgraded.ts";
import { nextUpgrade } from "./next-upgrade.ts";
import { noteUpgrades, upgradesFact } from "./note-upgrades.ts";
import { inTheWay, readiness } from "./readiness.ts";
import { upgradeCluster } from "./upgrade-cluster.ts";
import { compareVersions } from "./versions.ts";

export interface WindowPorts extends SettlePorts {
  health: Pick<HealthRecords, "noteHealth">;
  secrets: Pick<Secrets, "keys">;
  kubernetes: KubernetesClusters;
}

const isAtRest = (cluster: ClusterRecord): cluster is ClusterRecord & { state: "running" | "degraded" } =>
  cluster.activeOperation === undefined && (cluster.state === "running" || cluster.state === "degraded");

/** A record that is kept no longer is none. */
const recordOf = ({ tenantId }: ClusterRecord, operationId: string, { state }: WindowPorts) =>
  state.operation(tenantId, operationId).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });

/**
 * The last upgrade that the service has begun, where it came to nothing and no person has set the maintenance since. A rollback only keeps
 * its version back for a while: that was to be so.
 */
const triedInVain = async (cluster: ClusterRecord, ports: WindowPorts): Promise<OperationRecord | undefined> => {
  const { spec, upgradeTried: tried } = cluster;
  if (!tried || compareVersions(tried.version, spec.version) <= 0) return undefined;
  if ((spec.maintenance?.since ?? "") > tried.at) return undefined;
  const operation = await recordOf(cluster, tried.operationId, ports);
  const isInVain = operation?.kind === "cluster.upgrade" && isOver(operation.status);
  return isInVain && operation.status !== "succeeded" ? operation : undefined;
};

/** What stands in the way of an upgrade now; whether there is capacity is asked by the operation, as its first stage. */
const blockingNow = async (cluster: ClusterRecord, target: string, ports: WindowPorts): Promise<Finding[]> => {
  const { groups, api } = await lookAtUpgrade(
    cluster,
    { version: target },
    {
      ...{ state: ports.state, secrets: ports.secrets, kubernetes: ports.kubernetes },
    },
  );
  return inTheWay(readiness(await readReadiness({ cluster, groups, target }, api, {})), []);
};

/**
 * Begins the upgrade that is due in a maintenance window, as a caller's is begun, in the service's own name and with the reason. Asked for
 * each minute: what was in the way a minute ago may be so no more, and the window is still open for long enough. The condition
 * AutomaticUpgrades, and an event, say why nothing is begun.
 * @returns undefined when nothing is due, the cluster is busy or not ready: the next minute will do
 * @throws TemporaryFailure
 */
export const upgradeInWindow = async (
  { tenantId, clusterId }: Pick<ClusterRecord, "tenantId" | "clusterId">,
  ports: WindowPorts,
): Promise<Operation | undefined> => {
  try {
    const { state, health, clock } = ports;
    const cluster = await state.cluster(tenantId, clusterId);
    if (!isAtRest(cluster)) return undefined;
    const [groups, { items: nodes }, vain] = await Promise.all([
      state.nodeGroups(tenantId, clusterId),
      state.nodes(tenantId, clusterId),
      triedInVain(cluster, ports),
    ]);
    const now = clock.now();
    const outlook = nextUpgrade({ cluster, groups, now });
    const due = "at" in outlook && outlook.at <= now && !isHalfUpgraded(cluster, nodes) ? outlook : undefined;
    const blocking = due ? await blockingNow(cluster, due.version, ports) : [];
    if (!due || blocking.length > 0) {
      await noteUpgrades(cluster, upgradesFact(cluster, outlook, vain, blocking), { health, at: now });
      return undefined;
    }
    const { version, until } = due;
    const channel = cluster.spec.maintenance?.channel ?? "none";
    const message = `channel ${channel} has ${version}; the maintenance window is open until ${until}`;
    const call = { ...serviceCall(tenantId, { clusterId }), body: { version, chain: false, force: [] } };
    const automatic = { rev: cluster.rev, reason: { code: "MaintenanceWindow" as const, message }, until };
    return await upgradeCluster(call, { ...ports, ...noLimits }, automatic);
  } catch (error) {
    if (error instanceof Conflict || error instanceof WrongState || error instanceof NotFound) return undefined;
    throw error;
  }
};
