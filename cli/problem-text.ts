import type { Problem, ProblemCode } from "#contract/problems.ts";
import { CommandError, ProblemAnswer } from "./errors.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.ts";

const advice: Partial<Record<ProblemCode, string>> = {
  Unauthenticated: "set KUBEWRIGHT_TOKEN to a valid token, or let `kubewright doctor` look",
  Forbidden: "ask whoever hands out tokens for a larger role",
  NotFound: "`kubewright cluster list` and `kubewright operation list` show what there is",
  AlreadyExists: "choose another name, or delete the cluster that has it",
  DeletionProtected: "`kubewright cluster update CLUSTER --no-deletion-protection` lifts it",
  Conflict: "look at it again, then repeat the command",
  PreconditionFailed: "look at it again, then repeat the command",
  QuotaExceeded: "delete what is not needed, or have the quota raised",
  TemporaryFailure: "try again in a moment; `kubewright doctor` looks for the cause",
};

const shown = (value: unknown): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const adviceFor = ({ code, operationId, instance }: Problem): string | undefined => {
  if (operationId !== undefined) return `wait for it with \`kubewright operation watch ${operationId}\``;
  if (code === "Internal" && instance !== undefined) return `the service's log has it under ${instance}`;
  return advice[code];
};

/** A problem as lines for people: what, every field at fault, what to do. */
const problemLines = (problem: Problem): string[] => {
  const faults = problem.errors ?? [];
  const said = faults.length > 0 ? problem.title : problem.detail;
  const todo = adviceFor(problem);
  return [
    `${said} (${problem.code})`,
    ...faults.map(({ field, value, allowed }) => `  ${field}: got ${shown(value)}; ${allowed}`),
    ...(todo === undefined ? [] : [`what to do: ${todo}`]),
  ];
};

/** What is printed of an error, and what the command exits with. */
export const failureText = (error: unknown): { text: string; exitCode: ExitCode } => {
  const lines = (first: string, ...more: string[]) => [`kubewright: ${first}`, ...more].join("\n");
  if (error instanceof ProblemAnswer) {
    const [first = "", ...more] = problemLines(error.problem);
    return { text: lines(first, ...more), exitCode: exitCodeOf[error.problem.code] };
  }
  if (error instanceof CommandError) {
    const todo = error.advice === undefined ? [] : [`what to do: ${error.advice}`];
    return { text: lines(error.message, ...todo), exitCode: error.exitCode };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: lines(`a bug in this program: ${text}`), exitCode: exitCodes.failed };
};
