import { isAlive, type ProcessRecord } from "./processes.ts";

/**
 * Asks until it answers with success.
 * @param by the process that is to answer; when it ends, so does the waiting
 * @throws Error that names who did not answer and where its log is
 */
export const untilAnswers = async (
  url: string,
  by: ProcessRecord | undefined,
  { seconds, log }: { seconds: number; log: string },
): Promise<void> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    if (answered) return;
    if (by && !isAlive(by)) throw new Error(`${by.name} ended as soon as it was started: see ${log}`);
    if (Date.now() > deadline) throw new Error(`${by?.name ?? url} does not answer after ${seconds} s: see ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
