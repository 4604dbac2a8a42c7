import type { Clock } from "#core/ports/state.ts";

/** For certificates and whatever is compared with times of a cluster; all else goes by service-clock.ts. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
