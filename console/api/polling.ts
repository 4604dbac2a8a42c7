/** Milliseconds between looks: at what moves, at what may move, at what hardly does. */
export const pace = { busy: 1_500, calm: 10_000, slow: 60_000 } as const;

interface Looked<Data> {
  state: { data: Data | undefined; fetchFailureCount: number; status: string };
}

/**
 * How long until the next look, for TanStack Query, which does not look at all while the page is hidden. A look that fails doubles it, up to
 * two minutes.
 * @param every how long in good times, by what was seen last; false: it is not looked at again
 */
export const lookAgain =
  <Data>(every: (seen: Data | undefined) => number | false) =>
  ({ state: { data, status, fetchFailureCount } }: Looked<Data>): number | false => {
    const wanted = every(data);
    const failures = status === "error" ? Math.max(1, fetchFailureCount) : 0;
    return wanted === false ? false : Math.min(120_000, wanted * 2 ** failures);
  };
