import type { UsageFact } from "#core/billing/usage.ts";
import { caller, inMemory, type Service } from "./service.ts";

export const day = 86_400_000;
export const at = (milliseconds: number): string => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();
export const other = { ...caller, tenantId: "red" };

/** The ports of billing calls at a time that the test says. */
export const portsAt = ({ ports }: Service, now: string) => ({ ...ports, clock: { now: () => now } });

export const made = async () => {
  const service = inMemory();
  const { clusterId } = await service.create({ name: "web" });
  const cluster = await service.ports.state.cluster(caller.tenantId, clusterId);
  const params = { clusterId };
  const fact = (id: string, from: number, until?: number, more: Partial<UsageFact> = {}): UsageFact => ({
    ...{ usageId: id, clusterId, resourceId: id, kind: "machine", priceKey: "machine/t3.large/on-demand" },
    ...{ quantity: 1, part: "control-plane", start: at(from), ...more },
    ...(until === undefined ? {} : { end: { at: at(until), by: "told" as const } }),
  });
  const note = (...facts: UsageFact[]) => service.ports.ledger.note(caller.tenantId, facts);
  return { service, clusterId, cluster, params, fact, note };
};
