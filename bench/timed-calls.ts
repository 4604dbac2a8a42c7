import { round } from "./figure.ts";

/** Until the answer is read, in ms. @throws Error for a refusal */
export const timed = async (call: () => Promise<Response>): Promise<number> => {
  const began = performance.now();
  const answer = await call();
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${text}`);
  return performance.now() - began;
};

export const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0;

export const shown = (times: Record<string, number[]>) =>
  Object.fromEntries(
    Object.entries(times).map(([kind, all]) => [
      kind,
      { p50: round(percentile(all, 0.5)), p90: round(percentile(all, 0.9)), p99: round(percentile(all, 0.99)) },
    ]),
  );
