import type { StageInput } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import type { Ports } from "./stage.ts";

/** What the operation is to revoke. @throws Error when it is of another kind: the workflow is the wrong one */
export const revocationOf = async (
  { tenantId, operationId }: StageInput,
  { state }: Pick<Ports, "state">,
): Promise<NonNullable<OperationRecord["revocation"]>> => {
  const { revocation } = await state.operation(tenantId, operationId);
  if (!revocation) throw new Error(`operation ${operationId} revokes nothing`);
  return revocation;
};
