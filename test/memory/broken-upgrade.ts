import type { Operation } from "#contract/operations.ts";
import { majority } from "#core/control-plane/quorum.ts";
import { type Break, withFaults } from "#core/fakes/faults.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { beginUpgrade } from "./upgrades.ts";

/** One time that the workflow comes to a stage: repeats by Retry belong to it. */
export interface Visit {
  stage: string;
  /** Calls of ports that it makes, the last time that it is tried. */
  calls: number;
}

/** How many working members etcd has beyond its majority. */
export const spareMembers = ({ world }: Service, clusterId: string): number => {
  const voters = (world.etcd.get(clusterId) ?? []).filter(({ votes }) => votes);
  const working = voters.filter(({ address }) =>
    world.of("instances", clusterId).some((one) => one.address === address && one.state === "running"),
  );
  return working.length - majority(voters.length);
};

interface Order {
  /** Which visit, from 0. */
  visit: number;
  /** Which call of the visit, from 0, and how it breaks; each time. */
  nth: number;
  how: Break;
}

/** Runs an upgrade that breaks at one call of one visit, and looks after each call whether etcd keeps its majority. */
export const runUpgrade = async (
  orders: readonly Order[] = [],
  {
    begin = beginUpgrade,
    before = () => {},
  }: { begin?: typeof beginUpgrade; before?: (visit: number, service: Service, operation: Operation) => void } = {},
) => {
  const service = inMemory();
  const operation = await begin(service);
  const visits: Visit[] = [];
  let inVisit = 0;
  let leastSpare = Number.POSITIVE_INFINITY;
  const { ports } = withFaults(service.ports, ({ name }) => {
    leastSpare = Math.min(leastSpare, spareMembers(service, operation.clusterId));
    if (name === "state.noteStage") return undefined;
    const nth = inVisit++;
    const last = visits.at(-1);
    if (last) last.calls = inVisit;
    return orders.find((order) => order.visit === visits.length - 1 && order.nth === nth)?.how;
  });
  const went = await service.run(operation, ports, (stage) => {
    if (visits.at(-1)?.stage !== stage) {
      visits.push({ stage, calls: 0 });
      before(visits.length - 1, service, operation);
    }
    inVisit = 0;
  });
  const { status, error, upgrade } = await service.ports.state.operation(caller.tenantId, operation.id);
  return { service, operation, went, visits, leastSpare, status, error, upgrade };
};
