import * as z from "zod";

/** Error codes of the API, each with its HTTP status and when it happens. Stable: clients match on them. */
export const problemCodes = {
  InvalidInput: { status: 400, title: "The request makes no sense" },
  Unauthenticated: { status: 401, title: "Who is asking is not known" },
  Forbidden: { status: 403, title: "The caller's role does not allow this" },
  NotFound: { status: 404, title: "No such thing in this tenant" },
  AlreadyExists: { status: 409, title: "The name is taken" },
  WrongState: { status: 409, title: "Not possible in the present state" },
  DeletionProtected: { status: 409, title: "The cluster is protected from deletion" },
  Conflict: { status: 409, title: "Somebody else changed it meanwhile" },
  PreconditionFailed: { status: 412, title: "If-Match names an older revision" },
  IdempotencyKeyReused: { status: 422, title: "The Idempotency-Key belongs to another request" },
  QuotaExceeded: { status: 409, title: "The tenant's quota is used up" },
  TemporaryFailure: { status: 503, title: "Try again" },
  Internal: { status: 500, title: "A bug on our side" },
} as const;
export type ProblemCode = keyof typeof problemCodes;

/** RFC 9457 problem details. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
    instance: z.string().optional(),
    /** One for each field at fault. */
    errors: z
      .array(
        z.strictObject({
          field: z.string(),
          value: z.unknown().optional().meta({ description: "what was given; absent when nothing was" }),
          allowed: z.string(),
        }),
      )
      .optional(),
    /** The operation to wait for, where one is in the way. */
    operationId: z.string().optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;
