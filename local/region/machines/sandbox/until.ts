/**
 * Waits for a condition that nothing tells of.
 * @returns the first answer that is not undefined
 * @throws Error that names what did not happen in time
 */
export const until = async <T>(what: string, seconds: number, look: () => T | undefined | Promise<T | undefined>) => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`${what}: not after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
