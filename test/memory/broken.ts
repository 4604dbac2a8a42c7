import { expect } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { type Break, withFaults } from "#core/fakes/faults.ts";
import { wanted } from "#test/amount.ts";
import { caller, inMemory, type Service } from "./service.ts";
import type { Walk } from "./walk.ts";

export interface Outcome {
  service: Service;
  operation: Operation;
  went: Walk;
  /** Calls of the ports, by the stage that made them, the last time that it was tried. */
  calls: Map<string, number>;
  broken: string | undefined;
}

/** Runs a workflow whose stage breaks at its nth call of a port, the first time or each time that it gets there. */
export const runBrokenAt = async (
  begin: (service: Service) => Promise<Operation>,
  where?: { stage: string; nth: number; how: Break; always: boolean },
): Promise<Outcome> => {
  const service = inMemory();
  const operation = await begin(service);
  const calls = new Map<string, number>();
  let stage = "";
  let inStage = 0;
  let broken: string | undefined;
  const { ports } = withFaults(service.ports, ({ name }) => {
    // Notes belong to the handler, which has tests of its own: a stage is what is between them.
    if (name === "state.noteStage") return undefined;
    const nth = inStage;
    inStage += 1;
    calls.set(stage, inStage);
    if (stage !== where?.stage || nth !== where.nth || (broken !== undefined && !where.always)) return undefined;
    broken = name;
    return where.how;
  });
  const went = await service.run(operation, ports, (name) => {
    stage = name;
    inStage = 0;
  });
  return { service, operation, went, calls, broken };
};

export const stateOf = async ({ service, operation }: Outcome) => ({
  cluster: await service.ports.state.cluster(caller.tenantId, operation.clusterId),
  operation: await service.ports.state.operation(caller.tenantId, operation.id),
  left: (await service.ports.sweep.leftovers(operation.clusterId)).left,
});

/**
 * Calls of every stage, told by a run in which nothing breaks: each of them with `npm test -- all`, with `whole` the first and the last
 * of a stage, between which lies all that it does; else the last one, before which it has done all but that.
 */
export const callsOf = async (
  begin: (service: Service) => Promise<Operation>,
): Promise<{ stage: string; nth: number }[]> => {
  const { calls } = await runBrokenAt(begin);
  expect(calls.size).toBeGreaterThan(1);
  return [...calls].flatMap(([stage, count]) => {
    const all = Array.from({ length: count }, (_, nth) => ({ stage, nth }));
    if (wanted("every call of every stage")) return all;
    return all.filter(({ nth }) => nth === count - 1 || (nth === 0 && wanted("the same stage failing otherwise")));
  });
};

/**
 * Before which calls a cancel is asked for: each of them with `npm test -- all`, with `whole` those that look for it, as one that comes
 * between two of them is seen by the second; else every third of those.
 * @param calls names of all that a run makes that nobody cancels
 */
export const cancelPlaces = (calls: readonly string[]): number[] => {
  if (wanted("every call of every stage")) return [...calls.keys()];
  const looking = [...calls.keys()].filter((nth) => looksForCancel.has(calls[nth] ?? ""));
  return looking.filter((_, i) => i % 3 === 0 || wanted("the same stage failing otherwise"));
};
const looksForCancel = new Set(["state.noteStage", "state.finishOperation"]);

const easily: [string, (error: Error) => Break] = ["before it did anything", (before) => ({ before })];
/** Where each stage fails once only, it is with its work done, of which nobody hears. */
export const ways: [string, (error: Error) => Break][] = [
  ...(wanted("the same stage failing otherwise") ? [easily] : []),
  ["after it did all", (after) => ({ after })],
];
