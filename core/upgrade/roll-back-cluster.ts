import type { Operation } from "#contract/operations.ts";
import type { RollBackCluster, UpgradePlan } from "#contract/upgrades.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { beginVersionChange } from "./begin-version-change.ts";
import { mayRollBack } from "./may-roll-back.ts";
import { planBetween, type UpgradePlanPorts } from "./plan-upgrade.ts";

type RollBackCall = Call<RollBackCluster, { clusterId: string }, { validateOnly?: "true" | "false" | undefined }>;

/**
 * Begins the way back of an upgrade that is over: the loop of an upgrade, with the version before as its target. The service is not to
 * begin the upgrade again by itself for a week.
 */
const rollBackCluster = (call: RollBackCall, ports: WritePorts): Promise<Operation> =>
  beginVersionChange(call, ports, {
    ...{ kind: "cluster.rollback", route: "clusterRollback", decide: mayRollBack },
    tried: ({ from }) => from,
  });

/** With `validateOnly` the plan, else the operation that carries it out. @throws NotFound, WrongState naming why not, IdempotencyKeyReused */
export const rollBackOrPlan = (
  call: RollBackCall,
  ports: WritePorts & UpgradePlanPorts,
): Promise<Operation | UpgradePlan> =>
  call.query.validateOnly === "true"
    ? planBetween(call, ports, {
        kind: "cluster.rollback",
        decide: (cluster, nodes) => {
          const { from, to } = mayRollBack(cluster, nodes, ports.clock.now());
          return { from, path: [to] };
        },
      })
    : rollBackCluster(call, ports);
