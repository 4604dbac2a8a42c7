import type { ProblemCode } from "#contract/problems.ts";

/** What scripts can tell apart by `$?`. Stable; `kubewright help exit-codes` prints it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongInput: 2,
  notAllowed: 3,
  notFound: 4,
  conflict: 5,
  temporary: 6,
  timedOut: 7,
  /** As shells do for SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const meanings: Record<ExitCode, string> = {
  0: "done",
  1: "the operation failed or was rolled back, or a check found something",
  2: "wrong usage, or input that makes no sense (400, 422)",
  3: "not allowed: no token, a refused one, or too small a role (401, 403)",
  4: "there is no such thing (404)",
  5: "not possible as things are: name taken, wrong state, changed meanwhile, quota used up (409, 412)",
  6: "the service cannot be reached or has failed; the same call may go through later (5xx)",
  7: "not done within --timeout; the operation goes on",
  130: "interrupted by Ctrl-C; an operation that was waited for goes on",
};

export const exitCodeHelp = (): string =>
  ["Exit codes:", ...Object.entries(meanings).map(([code, meaning]) => `${code.padStart(5)}  ${meaning}`)].join("\n");

export const exitCodeOf = {
  InvalidInput: 2,
  Unauthenticated: 3,
  Forbidden: 3,
  NotFound: 4,
  AlreadyExists: 5,
  WrongState: 5,
  DeletionProtected: 5,
  Conflict: 5,
  PreconditionFailed: 5,
  IdempotencyKeyReused: 2,
  QuotaExceeded: 5,
  TemporaryFailure: 6,
  Internal: 6,
} as const satisfies Record<ProblemCode, ExitCode>;
