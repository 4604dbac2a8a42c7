import { expect, test } from "@jest/globals";
import { withFaults } from "#core/fakes/faults.ts";
import { caller, inMemory } from "./service.ts";
import { works } from "./works.ts";

/** Small, and the same on every computer (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const aWhile = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const seeds = Number(process.env["KUBEWRIGHT_SEEDS"] ?? 3);

test.each(Object.entries(works))(
  "%s: every stage run twice side by side comes to what one alone does",
  async (_, { begin, picture }) => {
    const alone = inMemory();
    const once = await begin(alone);
    await alone.run(once);
    const wanted = await picture(alone, once.clusterId);
    for (let seed = 1; seed <= seeds; seed += 1) {
      const service = inMemory();
      const random = randomFrom(seed);
      const operation = await begin(service);
      const { ports } = withFaults(service.ports, async () => {
        await aWhile(Math.floor(random() * 4));
        return undefined;
      });
      await service.run(operation, ports, undefined, undefined, true);
      const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
      expect({ seed, status, error }).toEqual({ seed, status: "succeeded", error: undefined });
      expect({ seed, is: await picture(service, operation.clusterId) }).toEqual({ seed, is: wanted });
    }
  },
  // An upgrade takes a second or two; a busy machine is no failure.
  60_000 * seeds,
);
