import type { CreateCluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import { bornFrom } from "#core/backups/restore-source.ts";
import { operationView } from "#core/operations/operation-view.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Call, WritePorts } from "./command.ts";
import { newCluster } from "./new-cluster.ts";
import { once, requestOf } from "./request.ts";

/** @throws AlreadyExists, QuotaExceeded, IdempotencyKeyReused; where a backup is restored NotFound, WrongState, InvalidInput */
export const createCluster = async (
  { caller, body, idempotencyKey }: Pick<Call<CreateCluster>, "caller" | "body" | "idempotencyKey">,
  ports: WritePorts & { backups: Backups },
): Promise<Operation> => {
  const now = ports.clock.now();
  const made = newCluster(caller, body, now);
  const { operationId } = made.operation;
  const request = requestOf(caller, idempotencyKey, { route: "clusterCreate", of: body, operationId, now });
  const operation = await once(request, ports, async () => {
    const { clusterLimit, machineLimit } = ports;
    const cluster = await bornFrom(made.cluster, body, ports);
    await ports.state.createCluster({ ...made, cluster, request, clusterLimit, machineLimit });
    return made.operation;
  });
  return operationView(operation);
};
