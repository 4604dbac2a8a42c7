import { machineLife, secondOf } from "#core/billing/usage.ts";
import type { Estate, SeenUsage } from "#core/ports/ledger.ts";
import type { Grave, Thing, World } from "./world.ts";

/** What a machine is for, as the bill has it. */
const partOf = (one: Thing<"instances"> | undefined): string =>
  one?.nodeGroupId ?? (one?.role === "drill" ? "drill" : "control-plane");

const machine = (one: Thing<"instances">, ended?: SeenUsage["ended"]): SeenUsage => ({
  usageId: machineLife(one.id, secondOf(one.madeAt)),
  clusterId: one.clusterId,
  resourceId: one.id,
  kind: "machine",
  priceKey: `machine/${one.machineType}/${one.spot ? "spot" : "on-demand"}`,
  quantity: 1,
  part: partOf(one),
  start: secondOf(one.madeAt),
  ...(one.spot ? { zone: one.zone } : {}),
  ...(ended ? { ended } : {}),
});

const natGateway = (
  { id, clusterId, madeAt }: Thing<"natGateways">,
  ended?: { at: string | undefined },
): SeenUsage => ({
  ...{ usageId: id, clusterId, resourceId: id, kind: "nat-gateway", priceKey: "nat-gateway", quantity: 1 },
  ...{ part: "network", start: secondOf(madeAt), ...(ended ? { ended } : {}) },
});

const endOf = ({ at }: { at: string | undefined }) => ({ at: at === undefined ? undefined : secondOf(at) });
const ended = (grave: Grave): SeenUsage =>
  grave.kind === "instances" ? machine(grave.thing, endOf(grave)) : natGateway(grave.thing, endOf(grave));

const machinesOf = (world: World, isMeant: (one: Thing<"instances">) => boolean): SeenUsage[] =>
  world
    .all("instances")
    .filter((one) => isMeant(one) && one.state !== "pending")
    .map((one) =>
      machine(
        one,
        one.state === "running"
          ? undefined
          : { ...endOf({ at: one.endedAt }), ...(one.state === "stopped" ? { stands: true as const } : {}) },
      ),
    );

const volumesOf = (world: World, isMeant: (one: Thing<"volumes">) => boolean): SeenUsage[] =>
  world
    .all("volumes")
    .filter(isMeant)
    .map(({ id, clusterId, madeAt, sizeGiB, instanceId }) => ({
      ...{ usageId: id, clusterId, resourceId: id, kind: "volume", priceKey: "volume/gp3", quantity: sizeGiB },
      part: partOf(world.get("instances", instanceId)),
      ...{ start: secondOf(madeAt), machineId: instanceId },
      ...(world.get("instances", instanceId) ? {} : { loose: true as const }),
    }));

/** What the fake cloud shows of what it has and, without end, of what it had. */
export const fakeEstate = (world: World): Estate => ({
  async look(clusterId) {
    const mine = (one: { clusterId: string }): boolean => one.clusterId === clusterId;
    const address = (resourceId: string, start: string, quantity: number): SeenUsage => ({
      ...{ usageId: resourceId, clusterId, resourceId, kind: "address", priceKey: "address/public-ipv4", quantity },
      ...{ part: "network", start: secondOf(start) },
    });
    const balancers = world.of("loadBalancers", clusterId).flatMap(({ id, madeAt, addresses }): SeenUsage[] => [
      {
        ...{ usageId: id, clusterId, resourceId: id, kind: "load-balancer", priceKey: "load-balancer/network" },
        ...{ quantity: 1, part: "network", start: secondOf(madeAt) },
      },
      ...(addresses.length > 0 ? [address(`${id}/addresses`, madeAt, addresses.length)] : []),
    ]);
    return [
      ...machinesOf(world, mine),
      ...volumesOf(world, mine),
      ...world.of("natGateways", clusterId).map((one) => natGateway(one)),
      ...world.of("addresses", clusterId).map(({ id, madeAt }) => address(id, madeAt, 1)),
      ...balancers,
      ...world.graves.filter(({ thing }) => mine(thing)).map(ended),
    ];
  },

  async lookAtMachine(instanceId) {
    const isIt = ({ id }: { id: string }): boolean => id === instanceId;
    const graves = world.graves.filter(({ thing }) => isIt(thing)).map(ended);
    const machines = [...machinesOf(world, isIt), ...graves];
    const clusterId = world.get("instances", instanceId)?.clusterId ?? machines[0]?.clusterId;
    if (clusterId === undefined) return undefined;
    return { clusterId, seen: [...machines, ...volumesOf(world, (one) => one.instanceId === instanceId)] };
  },
});
