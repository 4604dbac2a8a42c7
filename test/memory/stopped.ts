import type { Operation } from "#contract/operations.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { settle } from "#core/operations/settle.ts";
import { wanted } from "#test/amount.ts";
import { caller, inMemory, type Service } from "./service.ts";

/** A call of a port: of which stage, the stage's how manyth run, and which of its calls; all counted from 0. */
export interface Place {
  stage: string;
  visit: number;
  nth: number;
}
export type Begin = (service: Service) => Promise<Operation>;
/** What is to be seen of a cluster, without ids. */
export type Picture = (service: Service, clusterId: string) => Promise<unknown>;

const never = (): Promise<never> => new Promise(() => undefined);

/** Runs a workflow that is stopped as some call is about to be made; whatever was at work by then never goes on. */
const runStoppedAt = async (begin: Begin, place?: Place) => {
  const service = inMemory();
  const operation = await begin(service);
  const places: Place[] = [];
  const visits = new Map<string, number>();
  let next: Place = { stage: "", visit: 0, nth: 0 };
  let stop: (() => void) | undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let isOver = false;
  const { ports } = withFaults(service.ports, () => {
    const here = next;
    next = { ...next, nth: next.nth + 1 };
    places.push(here);
    isOver ||= place?.stage === here.stage && place.visit === here.visit && place.nth === here.nth;
    if (!isOver) return undefined;
    stop?.();
    return never();
  });
  const ran = service.run(operation, ports, (stage) => {
    const visit = (visits.get(stage) ?? -1) + 1;
    visits.set(stage, visit);
    next = { stage, visit, nth: 0 };
  });
  await Promise.race([ran, stopped]);
  if (isOver) service.workflows.end(operation.id, "failed");
  return { service, operation, places, isStopped: isOver };
};

/** What there is to do about an operation that has failed: to retry it, to ask for something, or nothing any more. */
export type GoOn = (service: Service, operation: Operation) => Promise<Operation | undefined>;

export const retry: GoOn = (service, { id: operationId }) =>
  retryOperation(callOf({ params: { operationId } }), service.write);

const recordOf = ({ ports }: Service, { id }: Operation) => ports.state.operation(caller.tenantId, id);

/**
 * Each call with `npm test -- all`, with `whole` the last one of each stage's first run, before which it has done all but that; else that
 * of every third stage, and of the last one.
 */
const picked = (places: readonly Place[]): Place[] => {
  const last = new Map(places.filter(({ visit }) => visit === 0).map((place) => [place.stage, place]));
  if (wanted("every call of every stage")) return [...places];
  const isPicked = (i: number) => i % 3 === 0 || i === last.size - 1 || wanted("the same stage failing otherwise");
  return [...last.values()].filter((_, i) => isPicked(i));
};

/** As the cluster is when the first stage has failed for good, and nothing has been made. */
const untouched = async (begin: Begin, picture: Picture): Promise<unknown> => {
  const service = inMemory();
  const operation = await begin(service);
  const { ports } = withFaults(service.ports, ({ name }) =>
    name === "state.noteStage" || isReporting ? undefined : { before: new Error("no") },
  );
  let isReporting = false;
  await service.run(operation, ports, (stage) => {
    isReporting = stage === "ReportFailure";
  });
  return picture(service, operation.clusterId);
};

/**
 * Stops a workflow at its calls, one by one. The tick undoes what it has made, or ends its operation; then what that advises is done.
 * @returns for each place what there is in the end, beside what there should be: as it was, or what a run to the end leaves
 */
export const stoppedAnywhere = async (begin: Begin, goOn: GoOn, picture: Picture) => {
  const whole = await runStoppedAt(begin);
  const done = await picture(whole.service, whole.operation.clusterId);
  const was = await untouched(begin, picture);
  const outcomes = [];
  for (const place of picked(whole.places)) {
    const { service, operation, isStopped } = await runStoppedAt(begin, place);
    if (!isStopped) throw new Error(`${JSON.stringify(place)} is not reached again`);
    const settled = await settle(await recordOf(service, operation), service.write);
    if (settled === "unwinding") await service.run(operation);
    let last = await recordOf(service, operation);
    const next = last.status === "failed" ? await goOn(service, operation) : undefined;
    if (next) {
      await service.run(next);
      last = await recordOf(service, next);
    }
    // All is as it was to be, and only the workflow could not say so any more.
    const isDone = last.status === "failed" && !next;
    const should = last.status === "rolled-back" && settled === "unwinding" ? was : done;
    const { status, error } = last;
    outcomes.push({ place, status, error, isDone, is: await picture(service, operation.clusterId), should });
  }
  return outcomes;
};
