/** Whether a version such as `v1.37.2` is newer than another. */
export const newer = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((version) => version.slice(1).split(".").map(Number));
  const at = (x ?? []).findIndex((number, i) => number !== y?.[i]);
  return at >= 0 && (x?.[at] ?? 0) > (y?.[at] ?? 0);
};
