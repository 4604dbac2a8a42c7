import { Superseded } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import { keys } from "./dynamo-keys.ts";
import type { Guarded } from "./dynamo-transaction.ts";

export const superseded = ({ operationId, clusterId }: Pick<StageInput, "operationId" | "clusterId">): Superseded =>
  new Superseded(`operation ${operationId} no longer holds cluster ${clusterId}`);

/** Holds only while the operation holds the cluster. */
export const holds = (table: string, input: StageInput): Guarded => ({
  write: {
    ConditionCheck: {
      TableName: table,
      Key: keys.cluster(input.tenantId, input.clusterId),
      ConditionExpression: "activeOperation = :operation",
      ExpressionAttributeValues: { ":operation": input.operationId },
    },
  },
  otherwise: () => superseded(input),
});
