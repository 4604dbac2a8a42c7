import type { ProblemCode } from "#contract/problems.ts";

/** A field at fault: where, what was given, what is allowed. */
export interface FieldFault {
  field: string;
  value: unknown;
  allowed: string;
}

/**
 * Everything that can go wrong in a way that callers or workflows are meant to handle. `code` is public and stable; `name` is
 * what Retry and Catch in ASL match; `message` is safe to show to the caller.
 */
abstract class KubewrightError extends Error {
  abstract readonly code: ProblemCode;
}

/** The request makes no sense; repeating it cannot help. */
export class InvalidInput extends KubewrightError {
  readonly code = "InvalidInput";
  override readonly name = "InvalidInput";
  readonly faults: readonly FieldFault[];
  constructor(message: string, faults: readonly FieldFault[] = [], options?: ErrorOptions) {
    super(message, options);
    this.faults = faults;
  }
}

/** Nothing is known of the caller. */
export class Unauthenticated extends KubewrightError {
  readonly code = "Unauthenticated";
  override readonly name = "Unauthenticated";
}

/** The caller's role does not allow the call. */
export class Forbidden extends KubewrightError {
  readonly code = "Forbidden";
  override readonly name = "Forbidden";
}

/** There is no such thing, or it belongs to another tenant. */
export class NotFound extends KubewrightError {
  readonly code = "NotFound";
  override readonly name = "NotFound";
}

/** The name is taken in the tenant. */
export class AlreadyExists extends KubewrightError {
  readonly code = "AlreadyExists";
  override readonly name = "AlreadyExists";
}

/** The resource's state does not allow the call; names the operation to wait for, where there is one. */
export class WrongState extends KubewrightError {
  readonly code = "WrongState";
  override readonly name = "WrongState";
  readonly operationId: string | undefined;
  constructor(message: string, operationId?: string, options?: ErrorOptions) {
    super(message, options);
    this.operationId = operationId;
  }
}

/** The cluster is protected: lifting that is a call of its own, so that nobody deletes it by mistake. */
export class DeletionProtected extends KubewrightError {
  readonly code = "DeletionProtected";
  override readonly name = "DeletionProtected";
}

/** A conditional write failed: somebody else was first. Read again, then decide. */
export class Conflict extends KubewrightError {
  readonly code = "Conflict";
  override readonly name = "Conflict";
}

/** `If-Match` names an older revision. */
export class PreconditionFailed extends KubewrightError {
  readonly code = "PreconditionFailed";
  override readonly name = "PreconditionFailed";
}

/** The Idempotency-Key was used with another body. */
export class IdempotencyKeyReused extends KubewrightError {
  readonly code = "IdempotencyKeyReused";
  override readonly name = "IdempotencyKeyReused";
}

/** The tenant's or the account's quota is used up. */
export class QuotaExceeded extends KubewrightError {
  readonly code = "QuotaExceeded";
  override readonly name = "QuotaExceeded";
  readonly faults: readonly FieldFault[];
  constructor(message: string, faults: readonly FieldFault[] = [], options?: ErrorOptions) {
    super(message, options);
    this.faults = faults;
  }
}

/** No machine of the type can be had in the zone now; another type or zone may do. Source: EC2 InsufficientInstanceCapacity. */
export class NoCapacity extends KubewrightError {
  readonly code = "TemporaryFailure";
  override readonly name = "NoCapacity";
}

/** Throttled, timed out, or a dependency is away: the same call may go through later. Workflows retry it. */
export class TemporaryFailure extends KubewrightError {
  readonly code = "TemporaryFailure";
  override readonly name = "TemporaryFailure";
}

/** What a stage waits for is not there yet; the workflow looks again. No failure. */
export class NotYet extends KubewrightError {
  readonly code = "TemporaryFailure";
  override readonly name = "NotYet";
}

/** Pods have not left a node in time; says which, and which PodDisruptionBudget keeps them. The node stays in service. */
export class DrainBlocked extends KubewrightError {
  readonly code = "WrongState";
  override readonly name = "DrainBlocked";
}

/** Somebody has cancelled the operation: the stage does not begin, and all before it are undone. */
export class Cancelled extends KubewrightError {
  readonly code = "WrongState";
  override readonly name = "Cancelled";
}

/** The operation no longer holds the cluster: a newer one does, or it has ended. The stage must do nothing more. */
export class Superseded extends KubewrightError {
  readonly code = "Conflict";
  override readonly name = "Superseded";
}

export const isExpected = (error: unknown): error is KubewrightError => error instanceof KubewrightError;

/** Names of the errors whose messages are safe to show, as workflows see them. */
export const expectedNames: ReadonlySet<string> = new Set([
  "InvalidInput",
  "NotFound",
  "AlreadyExists",
  "WrongState",
  "Conflict",
  "QuotaExceeded",
  "NoCapacity",
  "TemporaryFailure",
  "NotYet",
  "DrainBlocked",
  "Cancelled",
]);
