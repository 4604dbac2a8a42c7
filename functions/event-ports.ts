import { connectState } from "#adapters/connect-state.ts";
import { connectWorkflows } from "#adapters/connect-workflows.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import type { SettlePorts } from "#core/operations/settle.ts";
import { EventEnv } from "./env.ts";

let ports: SettlePorts | undefined;

/** Once a cold start. */
export const connectEvents = (): SettlePorts => {
  if (ports === undefined) {
    const env = EventEnv.parse(process.env);
    ports = { state: connectState(env), workflows: connectWorkflows(env), clock: serviceClock };
  }
  return ports;
};
