import type { StageInput } from "#core/ports/state.ts";
import type { BackupChange, OperationRecord } from "#core/records.ts";
import type { Ports } from "./stage.ts";

/** The operation, and the backup that it is about. @throws Error when the workflow was started for another kind */
export const backupOperation = async (
  { tenantId, operationId }: StageInput,
  { state }: Pick<Ports, "state">,
): Promise<{ operation: OperationRecord; backup: BackupChange }> => {
  const operation = await state.operation(tenantId, operationId);
  if (!operation.backup) throw new Error(`operation ${operationId} is about no backup`);
  return { operation, backup: operation.backup };
};
