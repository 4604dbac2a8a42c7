import { NotYet, TemporaryFailure } from "#core/errors.ts";

/** Repeats as a workflow does, while the call says "not yet" or "try again". For contract suites: no product code waits. */
export const untilDone = async <T>(call: () => Promise<T>, seconds = 20): Promise<T> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof NotYet || error instanceof TemporaryFailure) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};
