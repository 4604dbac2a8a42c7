const numbers = (version: string): number[] => version.slice(1).split(".").map(Number);

/** Whether a version such as `v1.37.2` is newer than another. */
export const newer = (a: string, b: string): boolean => {
  const [x, y] = [numbers(a), numbers(b)];
  const at = x.findIndex((number, i) => number !== y[i]);
  return at >= 0 && (x[at] ?? 0) > (y[at] ?? 0);
};

/** Whether an upgrade goes by minors in between: the service wants to be told that this is meant. */
export const isChain = (from: string, to: string): boolean => (numbers(to)[1] ?? 0) - (numbers(from)[1] ?? 0) > 1;
