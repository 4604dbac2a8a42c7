/**
 * Zones for new machines, one by one into the zone that has the fewest then; of equal ones the first in the list.
 * @param zones where the machines may be
 * @param there zones of the machines that are there already
 */
export const spreadOver = (zones: readonly string[], there: readonly string[], count: number): string[] => {
  const load = new Map(zones.map((zone) => [zone, there.filter((other) => other === zone).length]));
  return Array.from({ length: count }, () => {
    const [zone] = [...load].reduce((least, one) => (one[1] < least[1] ? one : least));
    load.set(zone, (load.get(zone) ?? 0) + 1);
    return zone;
  });
};

/** The lowest free slots of a node group, such as `default-3`; a slot is free once its machine has ended. */
export const freeSlots = (group: string, taken: readonly string[], count: number): string[] => {
  const used = new Set(taken);
  const free: string[] = [];
  for (let i = 0; free.length < count; i++) if (!used.has(`${group}-${i}`)) free.push(`${group}-${i}`);
  return free;
};
