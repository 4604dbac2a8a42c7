import type { Clock } from "#core/ports/state.ts";

/** A second passes whenever somebody looks. */
export const fakeClock = (start = "2026-01-01T00:00:00.000Z"): Clock => {
  let seconds = 0;
  return {
    now() {
      seconds += 1;
      return new Date(Date.parse(start) + seconds * 1000).toISOString();
    },
  };
};
