import { type MachineTypeName, machineFacts, machineTypes } from "#contract/machine-types.ts";
import { InvalidInput, NotFound, NotYet, QuotaExceeded, TemporaryFailure } from "#core/errors.ts";
import type { Machine, MachineOrder, Machines } from "#core/ports/cloud.ts";
import { nthAddress } from "./network.ts";
import type { Thing, World } from "./world.ts";

const launchedAt = "2026-01-01T00:00:00.000Z";

const machine = (one: Thing<"instances">): Machine => {
  const {
    id: instanceId,
    slot,
    role,
    nodeGroupId,
    template,
    operationId,
    zone,
    rack,
    machineType,
    address,
    state,
  } = one;
  return {
    instanceId,
    slot,
    role,
    ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
    ...(template === undefined ? {} : { template }),
    operationId,
    zone,
    ...(rack === undefined || state === "pending" ? {} : { faultDomain: rack }),
    machineType,
    address,
    state,
    launchedAt,
    ...(one.kept ? { kept: one.kept } : {}),
  };
};

const living = (world: World, clusterId: string) =>
  world.of("instances", clusterId).filter(({ state }) => state !== "shutting-down");

export const nodeNameOf = (address: string): string => `ip-${address.replaceAll(".", "-")}`;

/** An interface made in a subnet, with its next address. */
const newInterface = (
  world: World,
  clusterId: string,
  subnetId: string,
  facts: { slot: string; owner: "reservation" | "machine"; operationId?: string },
): Thing<"networkInterfaces"> => {
  const subnet = world.get("subnets", subnetId);
  if (!subnet) throw new TemporaryFailure(`there is no ${subnetId}`);
  const used = new Set(world.all("networkInterfaces").map(({ address }) => address));
  let n = 1;
  while (used.has(nthAddress(subnet, n))) n += 1;
  return world.add("networkInterfaces", clusterId, { ...facts, subnetId, address: nthAddress(subnet, n) });
};

/** A machine boots an image of its own architecture only. */
const mustFit = (world: World, machineType: string, imageId: string): void => {
  const [of] = [...world.images].find(([, image]) => image === imageId) ?? [];
  if (of === undefined) throw new InvalidInput(`there is no image ${imageId}`);
  const { architecture } = machineFacts(machineType as MachineTypeName);
  if (!of.endsWith(architecture)) throw new InvalidInput(`${machineType} does not boot ${imageId}`);
};

const start = (world: World, order: MachineOrder): Thing<"instances"> => {
  const { clusterId, slot, place, spreadGroup } = order;
  if (!world.get("instanceProfiles", order.instanceProfile))
    throw new TemporaryFailure(`there is no instance profile ${order.instanceProfile}`);
  mustFit(world, order.machineType, order.imageId);
  if (spreadGroup !== undefined && !world.of("placementGroups", clusterId).some(({ name }) => name === spreadGroup))
    throw new TemporaryFailure(`there is no placement group ${spreadGroup}`);
  const link =
    "networkInterfaceId" in place
      ? world.get("networkInterfaces", place.networkInterfaceId)
      : newInterface(world, clusterId, place.subnetId, { slot, owner: "machine" });
  if (!link) throw new TemporaryFailure("there is no such interface");
  if (link.attachedTo !== undefined) throw new NotYet(`${link.id} is in use`);
  const { operationId, role, nodeGroupId, machineType, imageId, instanceProfile, userData } = order;
  const made = world.add("instances", clusterId, {
    ...{ operationId, slot, role, machineType, imageId, instanceProfile, userData },
    ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
    ...(order.template === undefined ? {} : { template: order.template }),
    ...(order.spot === undefined ? {} : { spot: order.spot }),
    ...(spreadGroup === undefined ? {} : { spreadGroup }),
    zone: world.get("subnets", link.subnetId)?.zone ?? "",
    address: link.address,
    state: "pending",
    seen: 0,
  });
  made.rack = `rack of ${made.id}`;
  link.attachedTo = made.id;
  for (const sizeGiB of [order.rootDiskGiB, order.etcdDiskGiB ?? 0, ...(order.dataDisksGiB ?? [])].filter(
    (size) => size > 0,
  ))
    world.add("volumes", clusterId, { instanceId: made.id, sizeGiB });
  return made;
};

/** What goes with machines that have ended: their disks and their own interfaces; reserved ones become free. */
const bury = (world: World, ended: Thing<"instances">[]): void => {
  const ids = new Set(ended.map(({ id }) => id));
  const links = world.all("networkInterfaces").filter(({ attachedTo }) => ids.has(attachedTo ?? ""));
  for (const link of links) delete link.attachedTo;
  world.drop(
    "networkInterfaces",
    links.filter(({ owner }) => owner === "machine"),
  );
  world.drop(
    "volumes",
    world.all("volumes").filter(({ instanceId }) => ids.has(instanceId)),
  );
  world.drop("instances", ended);
  world.graves.push(...ended.map((thing) => ({ kind: "instances" as const, thing, at: thing.endedAt })));
};

/** A machine ends behind our back, at this moment; only Kubernetes still knows of it. */
export const lose = (world: World, instanceId: string, at: string): void => {
  const lost = world.get("instances", instanceId);
  if (!lost) throw new Error(`there is no ${instanceId}`);
  bury(world, [lost]);
  if (lost.node) Object.assign(lost.node, { ready: false, readyChangedAt: at });
  world.ghosts.push(lost);
};

const terminate = (world: World, clusterId: string, isMeant: (one: Thing<"instances">) => boolean): void => {
  const found = world.of("instances", clusterId).filter(isMeant);
  bury(
    world,
    found.filter(({ state }) => state === "shutting-down"),
  );
  const ending = found.filter(({ state }) => state !== "shutting-down");
  for (const one of ending) Object.assign(one, { state: "shutting-down", endedAt: one.endedAt ?? world.now() });
  if (ending.length > 0) throw new NotYet(`${ending.length} machines are ending`);
};

export const fakeMachines = (world: World): Machines => ({
  async image(version, architecture = "x86_64") {
    const image = world.images.get(`${version} ${architecture}`);
    if (image === undefined)
      throw new NotFound(`there is no machine image for Kubernetes ${version} on ${architecture}`);
    return image;
  },

  async rehearse({ machineType, imageId, count }) {
    if (!(machineTypes as readonly string[]).includes(machineType))
      throw new InvalidInput(`${machineType} cannot be launched`);
    mustFit(world, machineType, imageId);
    if (count > world.machineQuota) throw new QuotaExceeded(`the account may have ${world.machineQuota} machines`);
  },

  async reserveAddresses({ clusterId, operationId, places }) {
    return places.map(({ slot, subnetId }) => {
      const there = world
        .of("networkInterfaces", clusterId)
        .find((link) => link.owner === "reservation" && link.slot === slot);
      const link = there ?? newInterface(world, clusterId, subnetId, { slot, owner: "reservation", operationId });
      const { id, address, operationId: by = "" } = link;
      const zone = world.get("subnets", link.subnetId)?.zone ?? "";
      return { slot, name: nodeNameOf(address), address, zone, networkInterfaceId: id, operationId: by };
    });
  },

  async releaseAddresses(clusterId, which) {
    const reserved = world
      .of("networkInterfaces", clusterId)
      .filter(({ owner }) => owner === "reservation")
      .filter(({ slot, operationId }) => {
        if (which === undefined) return true;
        return "slots" in which ? which.slots.includes(slot) : operationId === which.operationId;
      });
    world.drop(
      "networkInterfaces",
      reserved.filter(({ attachedTo }) => attachedTo === undefined),
    );
    if (reserved.some(({ attachedTo }) => attachedTo !== undefined)) throw new NotYet("an address is still in use");
  },

  async ensureSpreadGroups(clusterId, names, strategy = "spread") {
    const there = world.of("placementGroups", clusterId).map(({ name }) => name);
    for (const name of names) if (!there.includes(name)) world.add("placementGroups", clusterId, { name, strategy });
  },

  async removeSpreadGroups(clusterId, names) {
    const meant = world.of("placementGroups", clusterId).filter(({ name }) => names?.includes(name) ?? true);
    const used = new Set(world.of("instances", clusterId).map(({ spreadGroup }) => spreadGroup));
    if (meant.some(({ name }) => used.has(name))) throw new NotYet("a placement group is still in use");
    world.drop("placementGroups", meant);
  },

  async launch(orders, after) {
    await after;
    return orders.map((order) =>
      machine(living(world, order.clusterId).find(({ slot }) => slot === order.slot) ?? start(world, order)),
    );
  },

  async list(clusterId, role) {
    const found = world.of("instances", clusterId).filter((one) => role === undefined || one.role === role);
    return found.map(machine);
  },

  async listEach(clusterIds) {
    const each = clusterIds.map((id) => [id, world.of("instances", id).map(machine)] as const);
    return new Map(each.filter(([, found]) => found.length > 0));
  },

  async keep(clusterId, ids) {
    for (const one of living(world, clusterId)) if (ids.includes(one.id)) one.kept = true;
  },

  terminate: async (clusterId, role) => terminate(world, clusterId, (one) => role === undefined || one.role === role),

  terminateOnly: async (clusterId, ids) => terminate(world, clusterId, ({ id }) => ids.includes(id)),
});
