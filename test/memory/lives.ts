import { isOver } from "#contract/states.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { majority } from "#core/control-plane/quorum.ts";
import { isExpected, TemporaryFailure } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { etcdBehind } from "#core/fakes/etcd.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { lose } from "#core/fakes/machines.ts";
import type { World } from "#core/fakes/world.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { settle } from "#core/operations/settle.ts";
import type { OperationRecord } from "#core/records.ts";
import { compareVersions } from "#core/upgrade/versions.ts";
import { type Ask, asks, goOn } from "./lives-asks.ts";
import { membersOf } from "./member-changes.ts";
import { nodesOf } from "./node-calls.ts";
import { caller, type Service } from "./service.ts";
import { start, type Watching } from "./watching.ts";

/** What happens at one call of a port, while an operation is at work. */
export type Mishap =
  | "the call fails"
  | "its answer is lost"
  | "the workflow is stopped"
  | "somebody cancels"
  | "a member is lost"
  | "a worker is lost";
/** Something that is asked for, and what goes wrong meanwhile: at the nth call, if it comes so far. */
export interface Step {
  ask: Ask;
  /** Which one of those that may be meant. */
  pick: number;
  mishap?: { is: Mishap; nth: number };
}

/** Every living machine's version, which its image says. */
const versionsOf = (world: World, clusterId: string, role: "control-plane" | "worker"): string[] =>
  world
    .of("instances", clusterId)
    .filter((one) => one.role === role && one.state !== "shutting-down")
    .map(({ imageId }) => /v\d+\.\d+\.\d+/.exec(imageId)?.[0] ?? imageId)
    .sort(compareVersions);

/** What may be at no moment; undefined when all is well. @param asleep whether a cluster without machines is meant to be so */
export const wrongNow = ({ world }: Service, clusterId: string, asleep: boolean): string | undefined => {
  const living = world.of("instances", clusterId).filter(({ state }) => state !== "shutting-down");
  const slots = living.map(({ slot }) => slot);
  if (new Set(slots).size < slots.length) return `there are two machines of one slot: ${slots.join(", ")}`;
  const voters = etcdBehind(world, clusterId).members.filter(({ votes }) => votes);
  const at = new Set(living.filter(({ role }) => role === "control-plane").map(({ address }) => address));
  const working = voters.filter(({ address }) => at.has(address)).length;
  if (!asleep && working < majority(voters.length)) return `${working} of ${voters.length} members of etcd work`;
  const [oldest] = versionsOf(world, clusterId, "control-plane");
  const newest = versionsOf(world, clusterId, "worker").at(-1);
  if (oldest !== undefined && newest !== undefined && compareVersions(newest, oldest) > 0)
    return `a kubelet of ${newest} is newer than an API server of ${oldest}`;
  return undefined;
};

const never = (): Promise<never> => new Promise(() => undefined);

/** A cluster that lives through steps, each with what the service and people do afterwards until all is well again. */
export class Life {
  private readonly watching: Watching;
  private readonly service: Service;
  private readonly clusterId: string;
  /** At most one machine is lost until all is well again: more than that is another promise's. */
  private mayLose = true;
  private readonly history: string[] = [];

  private constructor(watching: Watching, clusterId: string) {
    this.watching = watching;
    this.service = watching.service;
    this.clusterId = clusterId;
  }

  /** @throws Error for what was wrong at some moment, or after a step, with all that had happened by then */
  static async of(version: string, steps: readonly Step[]): Promise<void> {
    const { watching, clusterId } = await start({ version, nodeGroups: [{ name: "default", size: 2 }] });
    const life = new Life(watching, clusterId);
    for (const step of steps)
      await life.live(step).catch((cause: unknown) => {
        throw new Error(`${life.history.join("; ")}: ${(cause as Error).message}`, { cause });
      });
  }

  private async live({ ask, pick, mishap }: Step): Promise<void> {
    const { service, clusterId } = this;
    try {
      const asked = await asks[ask](service, clusterId, pick);
      if (asked === undefined) return;
      await this.run(asked.id, mishap);
    } catch (error) {
      // What may not be asked for now is refused, and has changed nothing.
      if (!isExpected(error)) throw error;
      this.history.push(`${ask}: ${error.name}`);
    }
    await this.calm();
  }

  private recordOf(operationId: string): Promise<OperationRecord> {
    return this.service.ports.state.operation(caller.tenantId, operationId);
  }

  /** Runs the operation's workflow, with what goes wrong, up to its end or to where it is stopped. */
  private async run(operationId: string, mishap?: Step["mishap"]): Promise<void> {
    const { service, clusterId } = this;
    const record = await this.recordOf(operationId);
    const asleep = record.kind === "cluster.hibernate" || record.kind === "cluster.wake";
    let wrong: string | undefined;
    let stop: () => void = () => undefined;
    const stopped = new Promise<"stopped">((resolve) => {
      stop = () => resolve("stopped");
    });
    let isStopped = false;
    const { ports } = withFaults(service.ports, async ({ name, nth }) => {
      const now = wrongNow(service, clusterId, asleep);
      if (now !== undefined) wrong ??= `${now}, before ${name}`;
      if (isStopped) return never();
      if (nth !== mishap?.nth) return undefined;
      if (mishap.is === "the call fails") return { before: new TemporaryFailure("no") };
      if (mishap.is === "its answer is lost") return { after: new TemporaryFailure("lost") };
      if (mishap.is === "the workflow is stopped") {
        isStopped = true;
        stop();
        return never();
      }
      if (mishap.is === "somebody cancels") await this.cancel(operationId);
      else if (!asleep) this.lose(mishap.is === "a member is lost" ? "control-plane" : "worker");
      return undefined;
    });
    const ran = await Promise.race([service.run(operationView(record), ports), stopped]);
    if (ran === "stopped") service.workflows.end(operationId, "failed");
    const { kind, status, error } = await this.recordOf(operationId);
    this.history.push(`${kind}: ${ran === "stopped" ? "stopped" : status} ${error?.code ?? ""}`);
    if (wrong !== undefined) throw new Error(`${kind}: ${wrong}`);
  }

  private async cancel(operationId: string): Promise<void> {
    const call = { ...callOf({}), body: undefined, params: { operationId } };
    await cancelOperation(call, this.service.ports).catch((error: unknown) => {
      if (!isExpected(error)) throw error;
    });
  }

  private lose(role: "control-plane" | "worker"): void {
    const { world } = this.service;
    const running = world
      .of("instances", this.clusterId)
      .filter((one) => one.role === role && one.state === "running" && one.nodeName !== undefined);
    const [lost] = running;
    if (!this.mayLose || lost === undefined) return;
    this.mayLose = false;
    this.history.push(`lost ${lost.slot}`);
    lose(world, lost.id, this.watching.now());
  }

  /** What the service does by itself each minute, and people about what has failed, until there is nothing to do. @throws Error when that never comes */
  private async calm(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) {
      const { activeOperation } = await this.watching.cluster(this.clusterId);
      if (activeOperation !== undefined) {
        const record = await this.recordOf(activeOperation);
        const settled = await settle(record, this.service.write);
        if (settled !== "closed") await this.run(activeOperation);
      } else if (!(await this.goOn())) {
        await this.watching.tick();
        const { activeOperation: begun } = await this.watching.cluster(this.clusterId);
        if (begun === undefined) return this.expectWell();
      }
    }
    throw new Error("it does not come to rest");
  }

  /** What the last operation advises, if it has failed. @returns whether something was begun */
  private async goOn(): Promise<boolean> {
    const { items } = await this.service.ports.state.operations(caller.tenantId, {
      limit: 1,
      clusterId: this.clusterId,
    });
    const [last] = items;
    if (!last || !isOver(last.status) || last.status !== "failed") return false;
    const next = await goOn(this.service, last);
    if (next === undefined) return false;
    this.history.push(`asked again: ${next.kind}`);
    await this.run(next.id);
    return true;
  }

  /** All that is on record is there, Ready, and nothing besides; it is billed, and nothing else is. */
  private async expectWell(): Promise<void> {
    const { service, clusterId } = this;
    const { world, ports } = service;
    const { state, conditions } = await this.watching.cluster(clusterId);
    if (state === "hibernated") return;
    // As every five minutes.
    await meterCluster(await this.watching.cluster(clusterId), this.watching.watch);
    const nodes = nodesOf(service, clusterId);
    const { items: records } = await ports.state.nodes(caller.tenantId, clusterId);
    const group = await nodes.group();
    const machines = world.of("instances", clusterId).map(({ id }) => id);
    const billed = [...ports.ledger.intervals.values()].filter(({ kind, end }) => kind === "machine" && !end);
    const known = (await (await nodes.api()).nodes()).map(({ providerId }) => providerId.split("/").at(-1) ?? "");
    const seen = {
      ...{ state, members: membersOf(service, clusterId).length, workers: nodes.machines().length },
      records: records.map(({ nodeId }) => nodeId).sort(),
      states: [...new Set(records.map((one) => one.state))],
      known: known.sort(),
      billed: billed.map(({ resourceId }) => resourceId).sort(),
      etcd: etcdBehind(world, clusterId).members.map(({ votes }) => votes),
      wrong: wrongNow(service, clusterId, false),
    };
    const should = {
      ...{ state: "running", members: 3, workers: group.spec.size },
      ...{
        records: [...machines].sort(),
        states: ["ready"],
        known: [...machines].sort(),
        billed: [...machines].sort(),
      },
      ...{ etcd: [true, true, true], wrong: undefined },
    };
    const [is, ought] = [JSON.stringify(seen), JSON.stringify(should)];
    if (is !== ought) throw new Error(`it is not well: ${is} instead of ${ought}; ${JSON.stringify(conditions)}`);
    this.mayLose = true;
  }
}
