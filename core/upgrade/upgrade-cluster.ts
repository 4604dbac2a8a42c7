import type { Operation, UpgradeReason } from "#contract/operations.ts";
import type { UpgradeCluster } from "#contract/upgrades.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { Conflict } from "#core/errors.ts";
import { beginVersionChange } from "./begin-version-change.ts";
import { newHops } from "./hops.ts";
import { mayUpgrade } from "./may-upgrade.ts";

/** Of an upgrade that the service begins by itself. */
export interface Automatic {
  /** Revision of the cluster at which it was decided: of one that has changed since, it is decided anew. */
  rev: number;
  reason: UpgradeReason;
  /** When its window closes. */
  until: string;
}

/**
 * Begins the upgrade of a cluster; of one that the service begins by itself it is on record that it was tried.
 * @throws NotFound, WrongState, InvalidInput, Conflict, IdempotencyKeyReused
 */
export const upgradeCluster = (
  call: Call<UpgradeCluster, { clusterId: string }, unknown>,
  ports: WritePorts,
  automatic?: Automatic,
): Promise<Operation> =>
  beginVersionChange(call, ports, {
    ...{ kind: "cluster.upgrade", route: "clusterUpgrade" },
    decide(cluster, nodes, now) {
      if (automatic && cluster.rev !== automatic.rev)
        throw new Conflict(`cluster ${cluster.clusterId} has changed since it was looked at`);
      const { from, path } = mayUpgrade(cluster, nodes, call.body);
      const [to = ""] = path;
      const hops = newHops(from, path, now);
      return { from, to, ...(hops ? { hops } : {}), ...(automatic ? { until: automatic.until } : {}) };
    },
    ...(automatic ? { tried: ({ to }) => to, reason: automatic.reason } : {}),
  });
