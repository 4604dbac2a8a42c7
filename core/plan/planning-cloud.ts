import type { Snapshots } from "#core/ports/backups.ts";
import type { BootReports, Identities, LoadBalancers, Machine, Machines, Network } from "#core/ports/cloud.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Ledger } from "./ledger.ts";
import { machineBillables } from "./machine-billables.ts";
import { part } from "./part.ts";
import { balancerBillables, networkBillables } from "./standing.ts";

/** As many as a cluster uses; which ones they are is seen when it is made. */
const zones = ["zone 1", "zone 2", "zone 3"];

/** What a cluster has already: worked out from its records. */
export interface There {
  machines: Machine[];
  /** Placement groups by name, which is their node group's id, with their strategy. */
  placed: ReadonlyMap<string, string>;
  /** What a machine that goes is made of, by its node group; without one it is the control plane's. */
  made: (nodeGroupId: string | undefined) => { disks: number[]; spot: boolean };
}
export const nothingThere: There = { machines: [], placed: new Map(), made: () => ({ disks: [], spot: false }) };

/** @param named zones that node groups name: whether the region has them, too, is seen when the cluster is made */
export const planningNetwork = (ledger: Ledger, named: readonly string[], there = nothingThere): Network => {
  let routed = new Set(there.machines.map(({ instanceId }) => instanceId));
  return part<Network>("network", {
    zones: async () => [...named, ...zones.slice(named.length)],
    async ensure(order) {
      const subnets = order.zones.length * 2;
      const made: [kind: string, count: number, call: string][] = [
        ["vpc", 1, "CreateVpc"],
        ["internet-gateway", 1, "CreateInternetGateway"],
        ["elastic-ip", 1, "AllocateAddress"],
        ["subnet", subnets, "CreateSubnet"],
        ["route-table", 2, "CreateRouteTable"],
        ["security-group", 2, "CreateSecurityGroup"],
        ["nat-gateway", 1, "CreateNatGateway"],
      ];
      for (const [kind, count, call] of made) {
        ledger.makes(kind, count);
        ledger.calls(`ec2:${call}`, count);
      }
      ledger.costs(...networkBillables);
      ledger.calls("ec2:AttachInternetGateway");
      ledger.calls("ec2:CreateRoute");
      ledger.calls("ec2:AssociateRouteTable", subnets);
      ledger.calls("ec2:AuthorizeSecurityGroupIngress", 2);
      return {
        vpcId: "vpc",
        subnets: order.zones.map((zone) => ({ zone, publicSubnetId: `public ${zone}`, privateSubnetId: zone })),
        privateRouteTableId: "private routes",
        securityGroups: { controlPlane: "control plane", worker: "worker" },
      };
    },
    openEgress: async () => ledger.calls("ec2:CreateRoute"),
    async routePods({ routes }) {
      const wanted = new Set(routes.map(({ instanceId }) => instanceId));
      ledger.calls("ec2:CreateRoute", [...wanted].filter((id) => !routed.has(id)).length);
      ledger.calls("ec2:DeleteRoute", [...routed].filter((id) => !wanted.has(id)).length);
      routed = wanted;
    },
  });
};

/** @param there whether the cluster has them already */
export const planningIdentities = (ledger: Ledger, isThere = false): Identities => {
  let there = isThere;
  return part<Identities>("identities", {
    // They are made with the others.
    ensureWorkers: async () => ({ workerProfile: "worker" }),
    async ensure() {
      const first = !there;
      there = true;
      if (first) {
        ledger.makes("role", 2);
        ledger.makes("instance-profile", 2);
        for (const call of ["CreateRole", "CreateInstanceProfile", "PutRolePolicy", "AddRoleToInstanceProfile"])
          ledger.calls(`iam:${call}`, 2);
      }
      return { controlPlaneProfile: "control plane", workerProfile: "worker" };
    },
  });
};

/** Keys are made when they are needed, and a plan needs none. */
const noKeys = {
  files: { "pki/ca.crt": "" },
  bootstrapToken: "",
  certificateKey: "",
  caCertHash: "",
  encryptionKey: "",
};

export const planningSecrets = (ledger: Ledger): Secrets =>
  part<Secrets>("secrets", {
    async ensureKeys() {
      ledger.makes("secret", 2);
      ledger.calls("secretsmanager:CreateSecret", 2);
      return noKeys;
    },
    keys: async () => noKeys,
    ids: () => ({ controlPlane: "", worker: "", drill: "" }),
  });

/** @param sha256 of the one that there is to copy */
export const planningSnapshots = (ledger: Ledger, sha256 = ""): Snapshots =>
  part<Snapshots>("snapshots", {
    place: (_, key) => ({ bucket: "", key }),
    find: async () => undefined,
    async copy() {
      ledger.makes("snapshot", 1);
      ledger.calls("s3:CopyObject");
      return { sha256, sizeBytes: 0, revision: 0, keys: 0, etcdVersion: "" };
    },
    async remove() {
      ledger.removes("snapshot", 1);
      ledger.calls("s3:DeleteObject");
    },
  });

export const planningLoadBalancers = (ledger: Ledger, there = nothingThere): LoadBalancers => {
  const members = there.machines.filter(({ role }) => role === "control-plane");
  let targets = new Set(members.map(({ address }) => address));
  return part<LoadBalancers>("loadBalancers", {
    async ensure({ subnetIds }) {
      ledger.makes("load-balancer", 1, "network");
      ledger.makes("target-group", 1);
      ledger.makes("listener", 1);
      ledger.makes("network-interface", subnetIds.length);
      ledger.costs(...balancerBillables(subnetIds.length));
      for (const made of ["LoadBalancer", "TargetGroup", "Listener"])
        ledger.calls(`elasticloadbalancing:Create${made}`);
      for (const set of ["LoadBalancer", "TargetGroup"]) ledger.calls(`elasticloadbalancing:Modify${set}Attributes`);
      return { arn: "", targetGroupArn: "", dnsName: "", addresses: subnetIds };
    },
    async setTargets(_, addresses) {
      const wanted = new Set(addresses);
      ledger.calls("elasticloadbalancing:RegisterTargets", [...wanted].some((one) => !targets.has(one)) ? 1 : 0);
      ledger.calls("elasticloadbalancing:DeregisterTargets", [...targets].some((one) => !wanted.has(one)) ? 1 : 0);
      targets = wanted;
    },
    targets: async () => new Map([...targets].map((address) => [address, "healthy"])),
  });
};

export const planningMachines = (ledger: Ledger, there = nothingThere): Machines => {
  let launched: Machine[] = [...there.machines];
  return part<Machines>("machines", {
    image: async () => "image",
    // A rehearsal makes nothing.
    rehearse: async () => {},
    async reserveAddresses({ operationId, places }) {
      ledger.makes("network-interface", places.length);
      ledger.calls("ec2:CreateNetworkInterface", places.length);
      ledger.calls("ec2:ModifyNetworkInterfaceAttribute", places.length);
      // A private subnet has its zone's name here.
      return places.map(({ slot, subnetId: zone }) => ({
        ...{ slot, name: slot, address: slot, zone, networkInterfaceId: slot, operationId },
      }));
    },
    async ensureSpreadGroups(_, names, strategy = "spread") {
      const missing = names.filter((name) => !there.placed.has(name));
      ledger.makes("placement-group", missing.length, strategy);
      ledger.calls("ec2:CreatePlacementGroup", missing.length);
    },
    async launch(orders, after) {
      await after;
      ledger.calls("ec2:RunInstances", orders.length);
      for (const { machineType, rootDiskGiB, etcdDiskGiB, dataDisksGiB = [], place, spot, nodeGroupId } of orders) {
        const disks = [rootDiskGiB, etcdDiskGiB, ...dataDisksGiB].filter((size) => size !== undefined);
        ledger.makes("instance", 1, machineType);
        for (const size of disks) ledger.makes("volume", 1, `gp3, ${size} GiB`);
        ledger.costs(...machineBillables({ machineType, spot: spot === true, disks }, nodeGroupId ?? "control-plane"));
        if ("networkInterfaceId" in place) continue;
        ledger.makes("network-interface", 1);
        ledger.calls("ec2:ModifyInstanceAttribute");
      }
      const made = orders.map(
        ({ slot, role, nodeGroupId, machineType, operationId, template }, i): Machine => ({
          ...{ instanceId: slot, slot, role, machineType, operationId, address: slot, launchedAt: "" },
          ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
          ...(template === undefined ? {} : { template }),
          zone: zones[i % zones.length] ?? "",
          state: "running",
        }),
      );
      launched.push(...made);
      return made;
    },
    async terminateOnly(_, ids) {
      const gone = launched.filter(({ instanceId }) => ids.includes(instanceId));
      ledger.calls("ec2:TerminateInstances", Math.min(gone.length, 1));
      for (const { machineType, nodeGroupId } of gone) {
        const made = there.made(nodeGroupId);
        ledger.removes("instance", 1, machineType);
        // A member's is an address of the control plane: it is given back by itself.
        if (nodeGroupId !== undefined) ledger.removes("network-interface", 1);
        for (const size of made.disks) ledger.removes("volume", 1, `gp3, ${size} GiB`);
        ledger.spares(...machineBillables({ machineType, ...made }, nodeGroupId ?? "control-plane"));
      }
      launched = launched.filter((machine) => !gone.includes(machine));
    },
    async keep(_, ids) {
      launched = launched.map((one) => (ids.includes(one.instanceId) ? { ...one, kept: true } : one));
      ledger.calls("ec2:CreateTags");
    },
    async releaseAddresses(_, which) {
      const count = which && "slots" in which ? which.slots.length : 0;
      ledger.removes("network-interface", count);
      ledger.calls("ec2:DeleteNetworkInterface", count);
    },
    async removeSpreadGroups(_, names = []) {
      for (const name of names.filter((one) => there.placed.has(one))) {
        ledger.removes("placement-group", 1, there.placed.get(name));
        ledger.calls("ec2:DeletePlacementGroup");
      }
    },
    list: async (_, role) => launched.filter((machine) => role === undefined || machine.role === role),
  });
};

export const planningBootReports = (ledger: Ledger): BootReports => {
  let waiting = 0;
  return part<BootReports>("bootReports", {
    prefix: () => "",
    async expect() {
      waiting += 1;
      ledger.makes("parameter", 1);
      ledger.calls("ssm:PutParameter");
    },
    async remove() {
      ledger.removes("parameter", waiting);
      // Ten at a time.
      ledger.calls("ssm:DeleteParameters", Math.ceil(waiting / 10));
      waiting = 0;
    },
  });
};
