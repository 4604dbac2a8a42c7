import type { HealthRecords } from "#core/ports/health.ts";
import type { NewFact } from "./facts-of-look.ts";
import type { MeterPorts } from "./meter-cluster.ts";
import { factOf, secondOf, type UsageFact } from "./usage.ts";

/** A change of a machine's state, as the cloud tells of it. */
export interface MachineStateEvent {
  instanceId: string;
  at: string;
  state: string;
}

export type MachineMeterPorts = MeterPorts & { health: Pick<HealthRecords, "livingCluster"> };

/** States in which no machine is billed any more; in the first two its volumes go, too. */
const over = ["shutting-down", "terminated", "stopping", "stopped"];
const volumesGo = ["shutting-down", "terminated"];

/**
 * Learns what the event tells. Late, twice and unordered is as good as once, also after the hour for which the cloud shows what has ended;
 * one that is lost is made up for by the next look, but for the second in which a machine ended that nobody has ended.
 * @returns how much of it was news
 */
export const meterMachine = async (
  { instanceId, at: moment, state }: MachineStateEvent,
  { estate, ledger, health, clock }: MachineMeterPorts,
): Promise<number> => {
  const look = await estate.lookAtMachine(instanceId);
  const lives = look || !over.includes(state) ? [] : await ledger.lives(instanceId);
  const { clusterId: of } = look ?? lives[0] ?? {};
  const cluster = of === undefined ? undefined : await health.livingCluster(of);
  if (!cluster) return 0;
  const { tenantId, clusterId } = cluster;
  const at = secondOf(moment);
  const seen = (look?.seen ?? []).map(({ ended, loose: _, ...usage }): NewFact => {
    if (!ended) return usage;
    const { at: told } = ended;
    return {
      ...usage,
      end: told === undefined ? { at: secondOf(clock.now()), by: "looked" } : { at: told, by: "told" },
    };
  });
  if (!over.includes(state)) return ledger.note(tenantId, seen);

  const machines = seen.filter(({ kind }) => kind === "machine");
  const [open, found] = await Promise.all([
    ledger.unsettled(tenantId, clusterId),
    ledger.find(
      tenantId,
      clusterId,
      machines.map(({ usageId }) => usageId),
    ),
  ]);
  const onRecord = [...open, ...found, ...lives].map(factOf);
  const known: UsageFact[] = [...new Map([...seen, ...onRecord].map((one) => [one.usageId, one])).values()];
  // A machine may have been started again since: the event is about the life that had begun by then.
  const [life] = known
    .filter(({ resourceId, start }) => resourceId === instanceId && start <= at)
    .sort((a, b) => (a.start < b.start ? 1 : -1));
  const ending = known.filter(
    (one) => one === life || (volumesGo.includes(state) && one.machineId === instanceId && one.start <= at),
  );
  const told = ending.map((one): NewFact => ({ ...one, end: { at, by: "told" } }));
  return ledger.note(tenantId, [...seen, ...told]);
};
