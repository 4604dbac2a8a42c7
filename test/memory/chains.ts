import { expect } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { settle } from "#core/operations/settle.ts";
import { wanted } from "#test/amount.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { withCluster } from "./node-calls.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { upgrade, whole } from "./upgrades.ts";

export const [start, middle, end] = ["v1.34.9", "v1.35.6", "v1.36.3"] as const;
const coredns = { [start]: "v1.12.1", [middle]: "v1.13.1", [end]: "v1.14.2" } as const;
export const at = (version: typeof start | typeof middle | typeof end) => ({
  ...{ ...whole(version), joins: version, proxy: version, dns: coredns[version] },
});

const chained = { version: end, chain: true };
export const beginChain = async (service: Service, body: object = chained): Promise<Operation> => {
  const { clusterId } = await withCluster(service, { version: start, nodeGroups: [{ name: "default", size: 2 }] });
  return upgrade(service, clusterId, body);
};
export const callFor = ({ id: operationId }: Operation) => callOf({ params: { operationId } });
export const recordOf = ({ ports }: Service, { id }: Operation) => ports.state.operation(caller.tenantId, id);
export const hopsOf = async (service: Service, operation: Operation) =>
  (await recordOf(service, operation)).upgrade?.hops?.map(({ to, status }) => `${to} ${status}`);
export const backupsOf = async ({ ports }: Service, { clusterId }: Operation) =>
  (await ports.backups.backups(caller.tenantId, clusterId, { limit: 9 })).items;

/**
 * Visits of stages that belong to the second hop: from when it is looked at again whether the cluster is ready. Picked are all with
 * `npm test -- all`, with `whole` the first of each stage, else every third one of those.
 */
export const secondHop = async () => {
  const clean = await runUpgrade([], { begin: beginChain });
  expect(clean.status).toBe("succeeded");
  const from = clean.visits.findLastIndex(({ stage }) => stage === "CheckReadiness");
  const isFirst = (visit: number) =>
    clean.visits.findIndex(({ stage }, i) => i >= from && stage === clean.visits[visit]?.stage) === visit;
  const all = [...clean.visits.keys()].filter((visit) => visit >= from);
  const firsts = all.filter(isFirst).filter((_, i) => i % 3 === 0 || wanted("the same stage failing otherwise"));
  return { ...clean, from, picked: wanted("every call of every stage") ? all : firsts };
};

/** An upgrade whose execution is stopped at a visit of a stage, and never goes on; then the tick sees to it, and what it begins is carried out. */
export const stoppedAt = async (visit: number, begin: (service: Service) => Promise<Operation>) => {
  const service = inMemory();
  const operation = await begin(service);
  let stop: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let [nth, last, isOver] = [-1, "", false];
  const { ports } = withFaults(service.ports, ({ name }) => {
    if (!isOver || name === "state.noteStage") return undefined;
    stop();
    return new Promise<never>(() => undefined);
  });
  void service.run(operation, ports, (stage) => {
    if (stage !== last) nth += 1;
    last = stage;
    isOver ||= nth === visit;
  });
  await stopped;
  service.workflows.end(operation.id, "failed");
  const settled = await settle(await recordOf(service, operation), service.write);
  if (settled === "unwinding") await service.run(operation);
  return { service, operation, settled };
};
