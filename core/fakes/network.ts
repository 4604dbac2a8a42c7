import { formatAddress, parseCidr } from "#contract/cidr.ts";
import { InvalidInput, NotYet, TemporaryFailure } from "#core/errors.ts";
import type { Network } from "#core/ports/cloud.ts";
import type { Thing, World } from "./world.ts";

/** Room for a public and a private subnet a zone, sixteen addresses each at least. */
const longestPrefix = 24;

/** Address of a subnet's nth interface. */
export const nthAddress = ({ range }: Thing<"subnets">, n: number): string => formatAddress(range + 4 + n);

const routesOf = (world: World, clusterId: string): Thing<"routeTables"> => {
  const [table] = world.of("routeTables", clusterId);
  if (!table) throw new TemporaryFailure(`the private route table of ${clusterId} is not to be seen`);
  return table;
};

/** Who a security group lets in. */
export const rulesOf = (role: "control-plane" | "worker"): string[] =>
  role === "worker" ? ["everything inside"] : ["the Kubernetes API", "etcd", "everything inside"];

/** A gateway takes one more look until it is gone. */
const removeGateways = (world: World, clusterId: string): void => {
  const gateways = world.of("natGateways", clusterId);
  if (gateways.some(({ state }) => state !== "deleting")) {
    for (const gateway of gateways) gateway.state = "deleting";
    throw new NotYet("the NAT gateway is going away");
  }
  world.drop("natGateways", gateways);
  world.graves.push(...gateways.map((thing) => ({ kind: "natGateways" as const, thing, at: world.now() })));
  world.drop("addresses", world.of("addresses", clusterId));
};

const remove = (world: World, clusterId: string): void => {
  removeGateways(world, clusterId);
  const inUse = world.of("networkInterfaces", clusterId);
  if (inUse.length > 0) throw new NotYet(`${inUse.length} interfaces are in the network`);
  for (const kind of ["routeTables", "securityGroups", "subnets", "vpcs"] as const)
    world.drop(kind, world.of(kind, clusterId) as never);
};

export const fakeNetwork = (world: World): Network => ({
  zones: async () => [...world.zones],

  async ensure({ clusterId, cidr, zones }) {
    const range = parseCidr(cidr);
    if (!range || range.prefix > longestPrefix)
      throw new InvalidInput(`${cidr} is too small for ${zones.length} zones`);
    const block = range.size / 16;
    const found = <K extends "vpcs" | "subnets" | "securityGroups">(kind: K) =>
      world.of(kind, clusterId).filter(({ id }) => !world.lostTags.has(id));
    const vpc = found("vpcs")[0] ?? world.add("vpcs", clusterId, { cidr });
    const subnet = (zone: string, side: "public" | "private", i: number): string =>
      (
        found("subnets").find((there) => there.zone === zone && there.side === side) ??
        world.add("subnets", clusterId, { zone, side, range: range.first + i * block })
      ).id;
    const group = (role: "control-plane" | "worker"): string => {
      const there =
        found("securityGroups").find((one) => one.role === role) ??
        world.add("securityGroups", clusterId, { role, rules: [] });
      there.rules = [...new Set([...there.rules, ...rulesOf(role)])];
      return there.id;
    };
    const subnets = zones.map((zone, i) => ({
      zone,
      publicSubnetId: subnet(zone, "public", i),
      privateSubnetId: subnet(zone, "private", zones.length + i),
    }));
    const [table = world.add("routeTables", clusterId, { egress: false, podRoutes: new Map() })] = world.of(
      "routeTables",
      clusterId,
    );
    if (world.of("addresses", clusterId).length === 0) world.add("addresses", clusterId, {});
    if (!world.of("natGateways", clusterId).some(({ state }) => state !== "deleting"))
      world.add("natGateways", clusterId, { state: "pending" });
    return {
      vpcId: vpc.id,
      subnets,
      privateRouteTableId: table.id,
      securityGroups: { controlPlane: group("control-plane"), worker: group("worker") },
    };
  },

  async openEgress(clusterId) {
    const table = routesOf(world, clusterId);
    const gateway = world.of("natGateways", clusterId).find(({ state }) => state !== "deleting");
    if (gateway?.state !== "available") {
      if (gateway) gateway.state = "available";
      throw new NotYet("the NAT gateway is being made");
    }
    table.egress = true;
  },

  async closeEgress(clusterId) {
    for (const table of world.of("routeTables", clusterId)) table.egress = false;
    removeGateways(world, clusterId);
  },

  async routePods({ clusterId, routes }) {
    const table = routesOf(world, clusterId);
    const gone = routes.find(({ instanceId }) => !world.get("instances", instanceId));
    if (gone) throw new TemporaryFailure(`there is no machine ${gone.instanceId}`);
    table.podRoutes = new Map(routes.map(({ podCidr, instanceId }) => [podCidr, instanceId]));
  },

  remove: async (clusterId) => remove(world, clusterId),
});
