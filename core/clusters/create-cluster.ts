import type { CreateCluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import { operationView } from "#core/operations/operation-view.ts";
import type { Call, WritePorts } from "./command.ts";
import { newCluster } from "./new-cluster.ts";
import { once, requestOf } from "./request.ts";

/** @throws AlreadyExists, QuotaExceeded, IdempotencyKeyReused */
export const createCluster = async (
  { caller, body, idempotencyKey }: Pick<Call<CreateCluster>, "caller" | "body" | "idempotencyKey">,
  ports: WritePorts,
): Promise<Operation> => {
  const now = ports.clock.now();
  const made = newCluster(caller, body, now);
  const { operationId } = made.operation;
  const request = requestOf(caller, idempotencyKey, { route: "clusterCreate", of: body, operationId, now });
  const operation = await once(request, ports, async () => {
    const { clusterLimit, machineLimit } = ports;
    await ports.state.createCluster({ ...made, request, clusterLimit, machineLimit });
    return made.operation;
  });
  return operationView(operation);
};
