import type { HibernationPlan } from "#contract/hibernation.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Switch } from "./due.ts";
import { planSwitch } from "./plan-switch.ts";
import { switchCluster } from "./switch-cluster.ts";

type SwitchOrPlan = (
  call: Call<undefined, { clusterId: string }, { validateOnly?: "true" | "false" | undefined }>,
  ports: WritePorts & { prices: Prices },
) => Promise<Operation | HibernationPlan>;

/** With `validateOnly` the plan, else the operation that carries it out. */
const switchOrPlan =
  (kind: Switch): SwitchOrPlan =>
  (call, ports) =>
    call.query.validateOnly === "true" ? planSwitch(kind)(call, ports) : switchCluster(kind)(call, ports);

/** @throws NotFound, WrongState, PreconditionFailed, Conflict, IdempotencyKeyReused */
export const hibernateOrPlan = switchOrPlan("cluster.hibernate");
/** @throws NotFound, WrongState, PreconditionFailed, Conflict, IdempotencyKeyReused */
export const wakeOrPlan = switchOrPlan("cluster.wake");
