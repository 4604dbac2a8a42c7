import type { CreateCluster } from "#contract/clusters.ts";
import type { Plan } from "#contract/plans.ts";
import { bornFrom } from "#core/backups/restore-source.ts";
import { priceOf } from "#core/billing/price-of.ts";
import { AlreadyExists } from "#core/errors.ts";
import { planCreate } from "#core/plan/plan-create.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Prices } from "#core/ports/prices.ts";
import { tooManyClusters, tooManyMachines } from "#core/quotas/limits.ts";
import type { Call, WritePorts } from "./command.ts";
import { newCluster } from "./new-cluster.ts";

/**
 * What the same request without `validateOnly` would do; nothing is written.
 * @throws AlreadyExists, QuotaExceeded, NotFound, WrongState, InvalidInput as that request would
 */
export const planCluster = async (
  { caller, body }: Pick<Call<CreateCluster>, "caller" | "body">,
  ports: Omit<WritePorts, "workflows"> & { prices: Prices; backups: Backups },
): Promise<Plan> => {
  const { state, clock, clusterLimit, machineLimit, prices } = ports;
  const now = clock.now();
  const { cluster: asked, nodeGroups } = newCluster(caller, body, now);
  const cluster = await bornFrom(asked, body, ports);
  const [named, used] = await Promise.all([
    state.clusterNamed(caller.tenantId, cluster.name),
    state.used(caller.tenantId),
  ]);
  if (named !== undefined) throw new AlreadyExists(`there is a cluster '${cluster.name}' already`);
  if (used.clusters >= clusterLimit) throw tooManyClusters({ clusterLimit });
  const { machines = 0 } = cluster;
  if (used.machines + machines > machineLimit) throw tooManyMachines(machines, { machineLimit });
  const { plan, billables } = await planCreate({ cluster, nodeGroups, now });
  const book = await prices.book(billables, { since: now, until: now });
  return { ...plan, price: priceOf(billables, { nodeGroups, book, now }) };
};
