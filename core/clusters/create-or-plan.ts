import type { CreateCluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import type { Plan } from "#contract/plans.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Call, WritePorts } from "./command.ts";
import { createCluster } from "./create-cluster.ts";
import { planCluster } from "./plan-cluster.ts";

/** With `validateOnly` the plan, else the operation that carries it out. @throws AlreadyExists, QuotaExceeded, IdempotencyKeyReused */
export const createOrPlan = (
  call: Call<CreateCluster, undefined, { validateOnly?: "true" | "false" | undefined }>,
  ports: WritePorts & { prices: Prices; backups: Backups },
): Promise<Operation | Plan> =>
  call.query.validateOnly === "true" ? planCluster(call, ports) : createCluster(call, ports);
