/**
 * Like Promise.all, but waits for all before it throws the first fault: nothing goes on behind the back of a method, or a stage,
 * that has failed, where it could race with its own repetition or its undo.
 */
export const together = async <T extends readonly unknown[] | []>(
  calls: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> => {
  const results = await Promise.allSettled(calls);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return Promise.all(calls);
};
