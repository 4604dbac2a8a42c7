import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { memberPicture, replacements } from "./member-changes.ts";
import { changes, pictureOf } from "./node-changes.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { ask, lively, switched } from "./sleepers.ts";
import { beginUpgrade, versionsNow } from "./upgrades.ts";

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

type Begin = (service: Service) => Promise<Operation>;
type Picture = (service: Service, clusterId: string) => Promise<unknown>;

const kindsLeft: Picture = async (service, clusterId) => ({
  cluster: (await service.ports.state.cluster(caller.tenantId, clusterId)).state,
  left: (await service.ports.sweep.leftovers(clusterId)).left.map((id) => id.replace(/\/.*/, "")).sort(),
});

const works: [string, Begin, Picture][] = [
  ["create", (service) => service.create({ name: "one" }), kindsLeft],
  [
    "delete",
    async (service) => {
      const created = await service.create({ name: "one" });
      await service.run(created);
      return service.remove(created.clusterId);
    },
    kindsLeft,
  ],
  ...Object.entries(changes).map(([name, begin]): [string, Begin, Picture] => [name, begin, pictureOf]),
  ["a member's replacement", replacements.works, memberPicture],
  ["an upgrade", beginUpgrade, versionsNow],
  [
    "going to sleep",
    async (service) => ask(service, (await lively(service)).clusterId, "cluster.hibernate"),
    kindsLeft,
  ],
  [
    "waking",
    async (service) => {
      const { clusterId } = await lively(service);
      await switched(service, clusterId, "cluster.hibernate");
      return ask(service, clusterId, "cluster.wake");
    },
    kindsLeft,
  ],
];

const seeds = Number(process.env["KUBEWRIGHT_SEEDS"] ?? 3);

test.each(works)("%s: every stage run twice side by side comes to what one alone does", async (_, begin, picture) => {
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
});
