import type { Problem } from "#contract/problems.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** Ends the command with a sentence, an exit code and, where there is something to do about it, what. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;
  readonly advice: string | undefined;

  constructor(message: string, exitCode: ExitCode, advice?: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.advice = advice;
  }
}

/** The service said no, in its own words (RFC 9457). */
export class ProblemAnswer extends Error {
  override readonly name = "ProblemAnswer";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export const wrongInput = (message: string, advice?: string): CommandError =>
  new CommandError(message, exitCodes.wrongInput, advice);
