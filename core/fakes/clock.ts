import type { Clock } from "#core/ports/state.ts";

/** A second passes whenever somebody looks, but for those who only peek. */
export const fakeClock = (start = "2026-01-01T00:00:00.000Z"): Clock & { peek(): string } => {
  let seconds = 0;
  const peek = (): string => new Date(Date.parse(start) + seconds * 1000).toISOString();
  return {
    peek,
    now() {
      seconds += 1;
      return peek();
    },
  };
};
