import { readFileSync } from "node:fs";
import type { Clock } from "#core/ports/state.ts";

/** Set where the whole service runs on one computer, and never on AWS (test/rules/stacks.test.ts): a file with the milliseconds by which its time is ahead. */
const file = process.env["KUBEWRIGHT_CLOCK"];

const ahead = (): number => (file === undefined ? 0 : Number(readFileSync(file, "utf8")));

/**
 * The time that records, schedules, prices and bills go by. What others hold against clocks of their own has the system's (system-clock.ts):
 * certificates, signatures, and what is compared with times of a cluster's API.
 */
export const serviceClock: Clock = { now: () => new Date(Date.now() + ahead()).toISOString() };
