import type { Life, LifeStep } from "./simulated-life.ts";

/** Numbers from 0 to 1 that are the same for the same seed. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A life of months: what happens to a cluster and how that is told of, the same for the same seed. */
export const randomLife = (seed: number): Life => {
  const random = randomOf(seed);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const oneOf = <Item>(items: readonly Item[]): Item => items[upTo(items.length - 1)] as Item;
  const many = <Item>(least: number, most: number, make: () => Item): Item[] =>
    Array.from({ length: least + upTo(most - least) }, make);
  const kinds = [
    "launch",
    "launch",
    "launch",
    "terminate",
    "kill",
    "stop",
    "start",
    "lose-zone",
    "upgrade",
    "hibernate",
    "wake",
    "wake",
    "rebuild-balancer",
    "rebuild-network",
    "back-up",
    "back-up",
    "remove-backup",
  ] as const;
  const step = (): LifeStep => {
    const kind = oneOf(kinds);
    if (kind === "launch") return { kind, disks: many(0, 3, () => oneOf([8, 20, 100])), group: upTo(2) };
    if (kind === "lose-zone") return { kind, zone: upTo(2) };
    if (kind === "upgrade") return { kind, machineSeconds: upTo(oneOf([60, 1800])) };
    if (kind === "back-up") return { kind, bytes: 1 + upTo(200_000_000) };
    if (kind === "remove-backup" || kind === "terminate" || kind === "kill" || kind === "stop" || kind === "start")
      return { kind, which: upTo(50) };
    return { kind };
  };
  return {
    steps: many(5, 30, () => ({ ...step(), afterSeconds: 1 + upTo(oneOf([60, 3600, 20 * 86_400])) })),
    deliveries: many(3, 20, () => ({
      delaySeconds: upTo(oneOf([5, 1100])),
      copies: 1 + upTo(2),
      lost: random() < 0.3,
    })),
    looks: many(1, 10, () => 30 + upTo(3400)),
  };
};
