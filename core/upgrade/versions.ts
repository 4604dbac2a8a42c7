/** `v1.37.2` → [1, 37, 2]. */
const parts = (version: string): number[] => version.replace(/^v/, "").split(".").map(Number);

/** @returns less than 0 when a is the older one */
export const compareVersions = (a: string, b: string): number => {
  const [x, y] = [parts(a), parts(b)];
  for (const i of [0, 1, 2]) if (x[i] !== y[i]) return (x[i] ?? 0) - (y[i] ?? 0);
  return 0;
};

/** The one after another within a major version. */
export const minorOf = (version: string): number => parts(version)[1] ?? 0;
