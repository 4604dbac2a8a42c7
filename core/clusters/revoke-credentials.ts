import type { RevokeCredentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { roles } from "#contract/roles.ts";
import { allows, clusterCan } from "#contract/states.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { accessOf, nextAccess } from "./access-groups.ts";
import type { Call, WritePorts } from "./command.ts";
import { newOperationId } from "./ids.ts";
import { once, requestOf } from "./request.ts";

/** @throws NotFound, WrongState */
const mayBeRevoked = ({ clusterId, state, activeOperation }: ClusterRecord): void => {
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  if (activeOperation !== undefined)
    throw new WrongState(
      `cluster ${clusterId} is held by operation ${activeOperation}; wait until it is over, or cancel it`,
      activeOperation,
    );
  if (!allows(state, "credentialsRevoke"))
    throw new WrongState(
      `cluster ${clusterId} is ${state}; credentials can be revoked while it is ${clusterCan.credentialsRevoke.join(" or ")}`,
    );
};

/**
 * Once the operation has succeeded, no certificate has rights that was handed out before its end to one of the roles.
 * @throws NotFound, WrongState, IdempotencyKeyReused, Conflict
 */
export const revokeCredentials = async (
  { caller, params, body, idempotencyKey }: Call<RevokeCredentials, { clusterId: string }>,
  ports: WritePorts,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const { clusterId } = params;
  const revoked = roles.filter((role) => body.roles.includes(role));
  const now = ports.clock.now();
  const operationId = newOperationId();
  const of = { clusterId, roles: revoked };
  const request = requestOf(caller, idempotencyKey, { route: "clusterCredentialsRevoke", of, operationId, now });
  const operation = await once(request, ports, async () => {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    mayBeRevoked(cluster);
    const operation: OperationRecord = {
      ...{ tenantId, operationId, clusterId, clusterName: cluster.name },
      kind: "credentials.revoke",
      status: "pending",
      generation: cluster.generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages("credentials.revoke"),
      revocation: { roles: revoked, access: nextAccess(accessOf(cluster), revoked) },
      requestedBy: subject,
      createdAt: now,
    };
    await ports.state.beginOperation({ cluster, state: "updating", operation, request });
    return operation;
  });
  return operationView(operation);
};
