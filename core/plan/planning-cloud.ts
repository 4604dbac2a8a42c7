import type { BootReports, Identities, LoadBalancers, Machine, Machines, Network, Secrets } from "#core/ports/cloud.ts";
import type { Ledger } from "./ledger.ts";
import { part } from "./part.ts";

/** As many as a cluster uses; which ones they are is seen when it is made. */
const zones = ["zone 1", "zone 2", "zone 3"];

/** @param named zones that node groups name: whether the region has them, too, is seen when the cluster is made */
export const planningNetwork = (ledger: Ledger, named: readonly string[]): Network =>
  part<Network>("network", {
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
      ledger.costs(
        { kind: "nat-gateway", priceKey: "nat-gateway", quantity: 1, part: "network" },
        { kind: "address", priceKey: "address/public-ipv4", quantity: 1, part: "network" },
      );
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
    routePods: async ({ routes }) => ledger.calls("ec2:CreateRoute", routes.length),
  });

export const planningIdentities = (ledger: Ledger): Identities => {
  let there = false;
  return part<Identities>("identities", {
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
    ids: () => ({ controlPlane: "", worker: "" }),
  });

export const planningLoadBalancers = (ledger: Ledger): LoadBalancers =>
  part<LoadBalancers>("loadBalancers", {
    async ensure({ subnetIds }) {
      ledger.makes("load-balancer", 1, "network");
      ledger.makes("target-group", 1);
      ledger.makes("listener", 1);
      ledger.makes("network-interface", subnetIds.length);
      ledger.costs(
        { kind: "load-balancer", priceKey: "load-balancer/network", quantity: 1, part: "network" },
        { kind: "address", priceKey: "address/public-ipv4", quantity: subnetIds.length, part: "network" },
      );
      for (const made of ["LoadBalancer", "TargetGroup", "Listener"])
        ledger.calls(`elasticloadbalancing:Create${made}`);
      for (const set of ["LoadBalancer", "TargetGroup"]) ledger.calls(`elasticloadbalancing:Modify${set}Attributes`);
      return { arn: "", targetGroupArn: "", dnsName: "", addresses: subnetIds };
    },
    setTargets: async (_, addresses) =>
      ledger.calls("elasticloadbalancing:RegisterTargets", Math.min(addresses.length, 1)),
  });

export const planningMachines = (ledger: Ledger): Machines => {
  const launched: Machine[] = [];
  return part<Machines>("machines", {
    image: async () => "image",
    // A rehearsal makes nothing.
    rehearse: async () => {},
    async reserveAddresses({ count, subnets }) {
      ledger.makes("network-interface", count);
      ledger.calls("ec2:CreateNetworkInterface", count);
      ledger.calls("ec2:ModifyNetworkInterfaceAttribute", count);
      return Array.from({ length: count }, (_, i) => {
        const slot = `control-plane-${i}`;
        return { name: slot, address: slot, zone: subnets[i % subnets.length]?.zone ?? "", networkInterfaceId: slot };
      });
    },
    async ensureSpreadGroups(_, names, strategy = "spread") {
      ledger.makes("placement-group", names.length, strategy);
      ledger.calls("ec2:CreatePlacementGroup", names.length);
    },
    async launch(orders) {
      ledger.calls("ec2:RunInstances", orders.length);
      for (const { machineType, rootDiskGiB, etcdDiskGiB, dataDisksGiB = [], place, spot, nodeGroupId } of orders) {
        const part = nodeGroupId ?? "control-plane";
        const priceKey = `machine/${machineType}/${spot ? "spot" : "on-demand"}`;
        ledger.makes("instance", 1, machineType);
        ledger.costs({ kind: "machine", priceKey, quantity: 1, part });
        for (const size of [rootDiskGiB, etcdDiskGiB, ...dataDisksGiB])
          if (size) {
            ledger.makes("volume", 1, `gp3, ${size} GiB`);
            ledger.costs({ kind: "volume", priceKey: "volume/gp3", quantity: size, part });
          }
        if ("networkInterfaceId" in place) continue;
        ledger.makes("network-interface", 1);
        ledger.calls("ec2:ModifyInstanceAttribute");
      }
      const made = orders.map(
        ({ slot, role, nodeGroupId, machineType }, i): Machine => ({
          ...{ instanceId: slot, slot, role, machineType, address: slot, launchedAt: "" },
          ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
          zone: zones[i % zones.length] ?? "",
          state: "running",
        }),
      );
      launched.push(...made);
      return made;
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
