import { type Problem, problemCodes } from "#contract/problems.ts";
import { InvalidInput, isExpected, QuotaExceeded, WrongState } from "#core/errors.ts";

/** What the caller is told of an error: all of an expected one, nothing of a bug but where to look it up. */
export const problemOf = (error: unknown, requestId: string): Problem => {
  const code = isExpected(error) ? error.code : "Internal";
  const { status, title } = problemCodes[code];
  return {
    type: `urn:kubewright:problem:${code}`,
    title,
    status,
    code,
    detail: isExpected(error) ? error.message : "the request failed; the log has more under its id",
    instance: `urn:kubewright:request:${requestId}`,
    ...((error instanceof InvalidInput || error instanceof QuotaExceeded) && error.faults.length > 0
      ? { errors: [...error.faults] }
      : {}),
    ...(error instanceof WrongState && error.operationId !== undefined ? { operationId: error.operationId } : {}),
  };
};
