import type { StageInput } from "#core/ports/state.ts";
import { type MeterPorts, meterCluster } from "./meter-cluster.ts";

/**
 * Does the work; what it has made or taken away is on the ledger afterwards, also when only half of it came about. Should the process
 * die in between, the repeat of the stage, or the next look, makes up for it.
 */
export const metered = async <Result>(
  input: StageInput,
  ports: MeterPorts,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } finally {
    await meterCluster(input, ports);
  }
};
