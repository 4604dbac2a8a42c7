import type { Machines } from "#core/ports/cloud.ts";
import type { Inventory } from "#core/ports/inventory.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { type Compared, compare } from "./compare.ts";
import { partsOf } from "./parts.ts";

export interface DriftPorts {
  state: Pick<State, "nodes">;
  machines: Pick<Machines, "list">;
  inventory: Inventory;
}

/** What is not as the service has made it, now. @throws TemporaryFailure */
export const lookAtDrift = async (
  cluster: ClusterRecord,
  { state, machines, inventory }: DriftPorts,
): Promise<Compared> => {
  const { tenantId, clusterId } = cluster;
  const { items: nodes } = await state.nodes(tenantId, clusterId);
  const parts = partsOf(cluster, nodes);
  const [seen, there] = await Promise.all([inventory.look(cluster, parts), machines.list(clusterId)]);
  return compare(cluster, nodes, { parts, seen, machines: there });
};
