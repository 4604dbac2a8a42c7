import type { Clock } from "#core/ports/state.ts";

export const systemClock: Clock = { now: () => new Date().toISOString() };
