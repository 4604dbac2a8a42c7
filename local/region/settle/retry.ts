export type Trouble = (what: string, error: unknown) => void;

/** Does the work until it succeeds, with longer pauses each time, or until it is not wanted any more. */
export const untilDone = async (
  what: string,
  wanted: () => boolean,
  trouble: Trouble,
  work: () => Promise<void>,
): Promise<void> => {
  for (let pause = 200; wanted(); pause = Math.min(pause * 2, 5000)) {
    try {
      return await work();
    } catch (error) {
      trouble(what, error);
    }
    await new Promise<void>((resolve) => setTimeout(resolve, pause).unref());
  }
};
