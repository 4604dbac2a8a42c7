import type { Operation, OperationKind } from "#contract/operations.ts";
import { isExpected } from "#core/errors.ts";
import { phaseAfter } from "#core/keys/rotation.ts";
import { operationView } from "#core/operations/operation-view.ts";
import type { OperationRecord } from "#core/records.ts";
import { backUp } from "./cluster-calls.ts";
import { membersOf } from "./member-changes.ts";
import { nodesOf } from "./node-calls.ts";
import { passCredentials, rotate } from "./rotations.ts";
import { caller, type Service } from "./service.ts";
import { ask as switchTo } from "./sleepers.ts";
import type { GoOn } from "./stopped.ts";
import { next, rollBack, upgrade } from "./upgrades.ts";
import { works } from "./works.ts";

type Asking = (service: Service, clusterId: string, pick: number) => Promise<Operation | undefined>;

/** What people may ask of a running cluster; undefined where there is nothing to ask for. */
export const asks = {
  async resize(service, clusterId, pick) {
    const nodes = nodesOf(service, clusterId);
    return nodes.updateGroup((await nodes.group()).nodeGroupId, { size: pick % 4 });
  },
  async "replace a worker"(service, clusterId, pick) {
    const nodes = nodesOf(service, clusterId);
    const machines = nodes.machines();
    const one = machines[pick % machines.length];
    return one && nodes.replace(one.id);
  },
  async "remove a worker"(service, clusterId, pick) {
    const nodes = nodesOf(service, clusterId);
    const machines = nodes.machines();
    const one = machines[pick % machines.length];
    return one && nodes.remove(one.id);
  },
  async "replace a member"(service, clusterId, pick) {
    const members = membersOf(service, clusterId);
    return nodesOf(service, clusterId).replace(members[pick % members.length]?.id ?? "");
  },
  async roll(service, clusterId, pick) {
    const nodes = nodesOf(service, clusterId);
    const { nodeGroupId, spec } = await nodes.group();
    await service.run(await nodes.updateGroup(nodeGroupId, { diskGiB: spec.diskGiB + 1 }));
    return nodes.rollGroup(nodeGroupId, { maxSurge: 1 + (pick % 2) });
  },
  upgrade: (service, clusterId) => upgrade(service, clusterId, { version: next }),
  "roll back": (service, clusterId) => rollBack(service, clusterId),
  async rotate(service, clusterId) {
    const { keySet } = await service.ports.state.cluster(caller.tenantId, clusterId);
    const phase = phaseAfter(keySet?.revision ?? 0);
    if (phase === "drop") passCredentials(service);
    return rotate(service, clusterId, phase);
  },
  "back up": (service, clusterId) => backUp(service, clusterId),
  async "sleep or wake"(service, clusterId) {
    const { state } = await service.ports.state.cluster(caller.tenantId, clusterId);
    return switchTo(service, clusterId, state === "hibernated" ? "cluster.wake" : "cluster.hibernate");
  },
} satisfies Record<string, Asking>;
export type Ask = keyof typeof asks;

const upgradeAgain = works["an upgrade"]?.goOn;
const others: Partial<Record<OperationKind, GoOn | undefined>> = {
  "cluster.hibernate": works["going to sleep"]?.goOn,
  "cluster.wake": works["waking"]?.goOn,
  "cluster.upgrade": upgradeAgain,
  "cluster.rollback": upgradeAgain,
  "keys.rotate": works["a phase of a rotation"]?.goOn,
  "control-plane.replace": works["a member's replacement"]?.goOn,
  "backup.create": works["a backup"]?.goOn,
  "cluster.mend": works["a mending"]?.goOn,
};

/** What is asked for when the operation has failed: what its error advises. Undefined where that may not be, or nothing is to be done. */
export const goOn = async (service: Service, record: OperationRecord): Promise<Operation | undefined> => {
  const again = others[record.kind] ?? works["replace"]?.goOn;
  try {
    return await again?.(service, operationView(record));
  } catch (error) {
    if (isExpected(error)) return undefined;
    throw error;
  }
};
