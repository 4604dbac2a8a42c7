import { randomUUID } from "node:crypto";
import { Conflict, IdempotencyKeyReused } from "#core/errors.ts";
import { fingerprint } from "#core/fingerprint.ts";
import type { OperationRecord, RequestRecord } from "#core/records.ts";
import type { Caller, WritePorts } from "./command.ts";

const remembered = 24 * 3600;

/** Begins the keys of calls that came without one. */
const own = "once-";

export const requestOf = (
  { tenantId }: Caller,
  key: string | undefined,
  { route, of, operationId, now }: { route: string; of: unknown; operationId: string; now: string },
): RequestRecord => ({
  tenantId,
  // Without a key of the caller's, every call is a request of its own.
  key: key === undefined ? `${own}${randomUUID()}` : `key-${key}`,
  fingerprint: fingerprint({ route, of }),
  operationId,
  expiresAt: Math.floor(Date.parse(now) / 1000) + remembered,
});

/**
 * The operation that the same request has made before, if any; its workflow is started again in case nobody did.
 * @throws IdempotencyKeyReused when the key came with another body
 */
const earlier = async (
  request: RequestRecord,
  { state, workflows }: WritePorts,
): Promise<OperationRecord | undefined> => {
  const known = await state.request(request.tenantId, request.key);
  if (!known) return undefined;
  if (known.fingerprint !== request.fingerprint)
    throw new IdempotencyKeyReused("the Idempotency-Key belongs to a request with another route or body");
  const operation = await state.operation(request.tenantId, known.operationId);
  if (operation.status === "pending") await workflows.start(operation);
  return operation;
};

const tries = 3;

/**
 * Carries a request out once, however often and by how many at a time it is made.
 * @param make reads, decides and writes; done anew when somebody else has written in between, as the watch of clusters does each minute
 */
export const once = async (
  request: RequestRecord,
  ports: WritePorts,
  make: () => Promise<OperationRecord>,
): Promise<OperationRecord> => {
  // Under a key of its own a call has made nothing yet.
  const before = request.key.startsWith(own) ? undefined : await earlier(request, ports);
  if (before) return before;
  let operation: OperationRecord | undefined;
  for (let left = tries; operation === undefined; left -= 1) {
    try {
      operation = await make();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // Lost a race: against the same request, whose operation is the answer, or against somebody else.
      const winner = await earlier(request, ports);
      if (winner) return winner;
      if (left === 1) throw error;
    }
  }
  await ports.workflows.start(operation);
  return operation;
};
