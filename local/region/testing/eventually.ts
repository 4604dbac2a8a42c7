/**
 * Looks again and again until the look succeeds and the result is wanted.
 * @throws the last trouble, or what was seen last, when the seconds are over
 */
export const eventually = async <Seen>(
  look: () => Promise<Seen> | Seen,
  wanted: (seen: Seen) => boolean,
  seconds = 10,
): Promise<Seen> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
