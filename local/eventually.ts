/**
 * Looks again and again until what is seen is wanted.
 * @param seconds how long at most @param pause milliseconds between two looks
 * @throws Error with what was seen last, when the time is over
 */
export const eventually = async <Seen>(
  look: () => Promise<Seen> | Seen,
  wanted: (seen: Seen) => boolean,
  { seconds = 10, pause = 20 }: { seconds?: number; pause?: number } = {},
): Promise<Seen> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
};
