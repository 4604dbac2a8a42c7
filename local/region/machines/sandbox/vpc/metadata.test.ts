import { expect, test } from "@jest/globals";
import type { MachineOrder } from "../../../driver.ts";
import { metadataService } from "./metadata.ts";

const machine: MachineOrder = {
  ...{ instanceId: "i-0123456789abcdef0", imageId: "ami-1", imageVersion: "v1.37.2", instanceType: "t3.large" },
  ...{ vpcId: "vpc-1", subnetId: "subnet-1", zone: "us-east-1a", rack: "rack-1", privateIp: "10.0.0.4" },
  ...{ userData: undefined, instanceProfileArn: undefined, volumes: [], launchTime: "2026-01-01T00:00:00.000Z" },
  ...{ spot: true, takenBackAt: undefined },
};

const reader = async (more: Partial<MachineOrder>) => {
  const ask = metadataService({
    region: "us-east-1",
    machineAt: () => ({ ...machine, ...more }),
    credentials: async () => undefined,
  });
  const headers = { "x-aws-ec2-metadata-token-ttl-seconds": "60" };
  const { body: token } = await ask({ method: "PUT", path: "/latest/api/token", headers, address: "10.0.0.4" });
  return (path: string) =>
    ask({
      ...{ method: "GET", path: `/latest/meta-data/${path}`, address: "10.0.0.4" },
      headers: { "x-aws-ec2-metadata-token": token },
    });
};

test("a spot machine is told that it is taken back once it is, and not before", async () => {
  const before = await reader({});
  expect(await before("instance-life-cycle")).toEqual({ status: 200, body: "spot" });
  for (const path of ["spot/instance-action", "spot/termination-time"]) expect((await before(path)).status).toBe(404);
  const after = await reader({ takenBackAt: "2026-01-01T00:02:00Z" });
  expect(JSON.parse((await after("spot/instance-action")).body)).toEqual({
    action: "terminate",
    time: "2026-01-01T00:02:00Z",
  });
  expect((await after("spot/termination-time")).body).toBe("2026-01-01T00:02:00Z");
});

test("any other machine is on demand", async () => {
  const ask = await reader({ spot: false });
  expect((await ask("instance-life-cycle")).body).toBe("on-demand");
});
