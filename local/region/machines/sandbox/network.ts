import { existsSync, readdirSync } from "node:fs";
import type { MachineOrder, NetworkOrder } from "../../driver.ts";
import { parseCidr, toAddress } from "../../ipv4.ts";
import { run } from "./command.ts";
import { linkOf, namespaceOf, type Place } from "./place.ts";

export const metadataAddress = "169.254.169.254";
/** Of the AWS endpoint on every gateway; the port that LocalStack usually has. */
export const awsPort = 4566;
/** Routes with this mark (a number that nobody else uses) are ours to take away. */
const ours = "199";

interface Subnet {
  gateway: string;
  prefix: number;
}

/** The first address after the subnet's own is its router's, as on AWS. */
export const subnetOf = (cidr: string): Subnet => {
  const range = parseCidr(cidr);
  if (!range) throw new Error(`${cidr} is no range`);
  return { gateway: toAddress(range.first + 1), prefix: range.prefix };
};

const hasNamespace = (name: string): boolean => existsSync(`/run/netns/${name}`);

const makeNamespace = async (name: string): Promise<void> => {
  if (hasNamespace(name)) return;
  await run(["ip", "netns", "add", name]);
  await run(["ip", "-n", name, "link", "set", "lo", "up"]);
};

const removeNamespace = async (name: string): Promise<void> => {
  if (!hasNamespace(name)) return;
  await run(["ip", "netns", "del", name]).catch((error: unknown) => {
    if (hasNamespace(name)) throw error;
  });
};

/** Makes the VPC's router, or brings it to what the order says. */
export const applyRouter = async (place: Place, order: NetworkOrder): Promise<void> => {
  const name = namespaceOf(place, order.vpcId);
  await makeNamespace(name);
  if (!(await links(name)).includes("br0")) {
    await run(["ip", "-n", name, "-batch", "-"], "link add br0 type bridge\nlink set br0 up\n");
    const settings = ["all.send_redirects=0", "br0.send_redirects=0", "all.rp_filter=0", "br0.rp_filter=0"];
    const keys = ["net.ipv4.ip_forward=1", ...settings.map((setting) => `net.ipv4.conf.${setting}`)];
    await run(["nsenter", `--net=/run/netns/${name}`, "--", "sysctl", "-qw", ...keys]);
  }
  const gateways = order.subnets.map(({ cidr }) => subnetOf(cidr)).map(({ gateway, prefix }) => `${gateway}/${prefix}`);
  const wanted = [...gateways, `${metadataAddress}/32`];
  // Addresses of load balancers are whole ones as well, and the VPC's process's to keep.
  const stale = (await addresses(name)).filter((address) => !wanted.includes(address) && !address.endsWith("/32"));
  const routes = order.instanceRoutes.map(({ destinationCidr }) => destinationCidr);
  const staleRoutes = (await instanceRoutes(name)).filter((destination) => !routes.includes(destination));
  const lines = [
    ...stale.map((address) => `addr del ${address} dev br0`),
    ...wanted.map((address) => `addr replace ${address} dev br0`),
    ...staleRoutes.map((destination) => `route del ${destination} proto ${ours}`),
    ...order.instanceRoutes.map(
      ({ destinationCidr, viaAddress }) =>
        `route replace ${destinationCidr} via ${viaAddress} dev br0 onlink proto ${ours}`,
    ),
  ];
  await run(["ip", "-n", name, "-batch", "-"], `${lines.join("\n")}\n`);
};

export const removeRouter = (place: Place, vpcId: string): Promise<void> => removeNamespace(namespaceOf(place, vpcId));

const links = async (name: string): Promise<string[]> => {
  const found = JSON.parse((await run(["ip", "-n", name, "-j", "link", "show"])) || "[]") as { ifname: string }[];
  return found.map(({ ifname }) => ifname);
};

const addresses = async (name: string): Promise<string[]> => {
  const found = JSON.parse((await run(["ip", "-n", name, "-4", "-j", "addr", "show", "dev", "br0"])) || "[]") as {
    addr_info?: { local: string; prefixlen: number }[];
  }[];
  return found.flatMap(({ addr_info = [] }) => addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`));
};

const instanceRoutes = async (name: string): Promise<string[]> => {
  const found = JSON.parse((await run(["ip", "-n", name, "-4", "-j", "route", "show", "proto", ours])) || "[]") as {
    dst: string;
  }[];
  return found.map(({ dst }) => dst);
};

/** Plugs the machine into its VPC's router: its eth0, in a network namespace of its own. */
export const plugIn = async (place: Place, order: MachineOrder, subnetCidr: string): Promise<void> => {
  const router = namespaceOf(place, order.vpcId);
  const machine = namespaceOf(place, order.instanceId);
  const link = linkOf(order.instanceId);
  const { gateway, prefix } = subnetOf(subnetCidr);
  await unplug(place, order.vpcId, order.instanceId);
  await makeNamespace(machine);
  await run(["ip", "-n", router, "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", machine]);
  await run(["ip", "-n", router, "link", "set", link, "master", "br0", "up"]);
  const lines = [
    `addr add ${order.privateIp}/${prefix} dev eth0`,
    "link set eth0 up",
    `route add default via ${gateway} dev eth0`,
  ];
  await run(["ip", "-n", machine, "-batch", "-"], `${lines.join("\n")}\n`);
};

/** Pulls the cable, so that nothing the machine still says is heard. */
export const pullCable = async (place: Place, vpcId: string, instanceId: string): Promise<void> => {
  const router = namespaceOf(place, vpcId);
  if (!hasNamespace(router)) return;
  const link = linkOf(instanceId);
  await run(["ip", "-n", router, "link", "del", link]).catch(async (error: unknown) => {
    if (hasNamespace(router) && (await links(router)).includes(link)) throw error;
  });
};

/** Takes the machine's cable and namespace away. A namespace goes some time after its removal, its links with it: the cable goes first. */
export const unplug = async (place: Place, vpcId: string | undefined, instanceId: string): Promise<void> => {
  if (vpcId) await pullCable(place, vpcId, instanceId);
  await removeNamespace(namespaceOf(place, instanceId));
};

/** Takes away every namespace of the service. */
export const removeAllNamespaces = async ({ prefix }: Place): Promise<void> => {
  if (!existsSync("/run/netns")) return;
  const names = readdirSync("/run/netns").filter((name) => name.startsWith(`${prefix}-`));
  for (const name of names) await removeNamespace(name);
};
