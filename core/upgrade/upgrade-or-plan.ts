import type { Operation } from "#contract/operations.ts";
import type { UpgradeCluster, UpgradePlan } from "#contract/upgrades.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { planUpgrade, type UpgradePlanPorts } from "./plan-upgrade.ts";
import { upgradeCluster } from "./upgrade-cluster.ts";

/** With `validateOnly` the plan, else the operation that carries it out. @throws NotFound, WrongState, InvalidInput, IdempotencyKeyReused */
export const upgradeOrPlan = (
  call: Call<UpgradeCluster, { clusterId: string }, { validateOnly?: "true" | "false" | undefined }>,
  ports: WritePorts & UpgradePlanPorts,
): Promise<Operation | UpgradePlan> =>
  call.query.validateOnly === "true" ? planUpgrade(call, ports) : upgradeCluster(call, ports);
