import type { Pair } from "../../../forms/group-wish.ts";

/** What makes the one of the other, as a merge patch (RFC 7396): null takes a label away, and others' labels stay. */
export const labelChanges = (before: Record<string, string>, after: readonly Pair[]): Record<string, string | null> => {
  const keys = new Set(after.map(({ key }) => key));
  return Object.fromEntries([
    ...after.filter(({ key, value }) => before[key] !== value).map(({ key, value }) => [key, value] as const),
    ...Object.keys(before)
      .filter((key) => !keys.has(key))
      .map((key) => [key, null] as const),
  ]);
};
