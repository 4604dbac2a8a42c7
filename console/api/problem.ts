import type { Problem } from "./types.ts";

/** The service said no. */
export class ProblemAnswer extends Error {
  override readonly name = "ProblemAnswer";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  /** What is allowed at a field, when it is at fault. @param field such as `nodeGroups[0].size` */
  allowed(field: string): string | undefined {
    return this.problem.errors?.find((fault) => fault.field === field)?.allowed;
  }
}

/** The service did not answer. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

const bare = { 401: "Unauthenticated", 403: "Forbidden", 404: "NotFound", 429: "TemporaryFailure" } as const;

/** Whoever stands before the service answers some faults by itself, without a problem document. @param said the body */
export const problemOf = (status: number, said: unknown): Problem => {
  if (typeof said === "object" && said !== null && "code" in said && "detail" in said) return said as Problem;
  const code = bare[status as keyof typeof bare] ?? (status < 500 ? "InvalidInput" : "TemporaryFailure");
  return { type: "about:blank", title: `HTTP ${status}`, status, code, detail: `the service answers ${status}` };
};

/** Whether asking again later may help. */
export const mayPass = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof ProblemAnswer && error.problem.code === "TemporaryFailure");
