import type { MachineOrder, NetworkOrder } from "#local/region/driver.ts";
import { imageVersion } from "./sandbox-image.ts";

/** A VPC with two subnets in two zones. */
export const network = (vpcId: string, routes: NetworkOrder["instanceRoutes"] = []): NetworkOrder => ({
  vpcId,
  cidr: "10.0.0.0/16",
  subnets: [
    { subnetId: `subnet-a-${vpcId}`, cidr: "10.0.0.0/24", zone: "us-east-1a" },
    { subnetId: `subnet-b-${vpcId}`, cidr: "10.0.1.0/24", zone: "us-east-1b" },
  ],
  instanceRoutes: routes,
});

/** A machine of one of them, by its address. */
export const machine = (instanceId: string, privateIp: string, script?: string, vpcId = "vpc-1"): MachineOrder => ({
  instanceId,
  imageId: "ami-1",
  imageVersion,
  instanceType: "m7i.large",
  vpcId,
  subnetId: `subnet-${privateIp.startsWith("10.0.0.") ? "a" : "b"}-${vpcId}`,
  zone: privateIp.startsWith("10.0.0.") ? "us-east-1a" : "us-east-1b",
  rack: "us-east-1a-rack-3",
  privateIp,
  userData: script === undefined ? undefined : Buffer.from(script).toString("base64"),
  instanceProfileArn: "arn:aws:iam::000000000000:instance-profile/machine-profile",
  volumes: [],
  launchTime: "2026-01-01T00:00:00.000Z",
  spot: false,
  takenBackAt: undefined,
});
