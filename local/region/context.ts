import type { Faults } from "./faults.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What an action works on. Actions only change records; what makes them real watches the records (settle/). */
export interface Context {
  state: State;
  settings: Settings;
  faults: Faults;
  /** Health of a balancer's targets as its driver sees it now; empty while nothing is known. */
  targetHealth(balancerArn: string): Promise<Map<string, "healthy" | "unhealthy">>;
}

/**
 * One action: its input as the SDK types it, its output likewise. It throws AwsError to refuse, and must be synchronous
 * unless it only reads: its changes are one transaction.
 */
export type Action = (input: never, context: Context) => unknown;
export type Actions = Record<string, Action>;

/** An SDK request whose required members are there: the wire has refused the request otherwise. */
export type Given<Request> = {
  [Member in keyof Request]: object extends Pick<Request, Member> ? Request[Member] : NonNullable<Request[Member]>;
};

export const nowIso = ({ settings }: Context): string => new Date(settings.now()).toISOString();
