import type { Operation } from "#contract/operations.ts";
import type { Call } from "#core/clusters/command.ts";
import type { UpdatePorts } from "#core/clusters/update-cluster.ts";
import { Conflict, TemporaryFailure } from "#core/errors.ts";
import type { OperationRecord } from "#core/records.ts";
import { operationView } from "./operation-view.ts";

export type OfOperation = Call<undefined, { operationId: string }>;

/** It may begin, stop, go on and end while it is looked at. */
const mostAttempts = 5;

/**
 * Tells an operation something, in the caller's name, as the operation is by then.
 * @param change tells it, or nothing where that is said already
 * @throws NotFound, and what the change throws
 */
export const changeOperation = async (
  { caller: { tenantId, subject }, params: { operationId } }: OfOperation,
  { state }: Pick<UpdatePorts, "state">,
  change: (operation: OperationRecord, by: string) => Promise<void>,
): Promise<Operation> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await change(await state.operation(tenantId, operationId), subject);
      return operationView(await state.operation(tenantId, operationId));
    } catch (error) {
      const moved = error instanceof Conflict || error instanceof TemporaryFailure;
      if (!moved || attempt === mostAttempts) throw error;
    }
  }
};
