import {
  DescribeAvailabilityZonesCommand,
  type EC2Client,
  paginateDescribeInstanceTypeOfferings,
} from "@aws-sdk/client-ec2";
import type { CloudCatalog } from "#core/ports/catalog.ts";
import { given } from "./aws-answers.ts";

export const ec2Catalog = (ec2: EC2Client): CloudCatalog => ({
  async look(machineTypes) {
    const { AvailabilityZones } = await ec2.send(
      new DescribeAvailabilityZonesCommand({
        Filters: [
          { Name: "state", Values: ["available"] },
          { Name: "zone-type", Values: ["availability-zone"] },
        ],
      }),
    );
    const zones = (AvailabilityZones ?? [])
      .map(({ ZoneName, ZoneId }) => ({ name: given(ZoneName, "a zone's name"), id: given(ZoneId, "a zone's id") }))
      .sort((a, b) => a.name.localeCompare(b.name));
    const taking = new Set(zones.map(({ name }) => name));

    const offerings: Record<string, string[]> = {};
    const order = {
      LocationType: "availability-zone" as const,
      // A filter takes 200 values.
      Filters: [{ Name: "instance-type", Values: [...machineTypes] }],
    };
    for await (const page of paginateDescribeInstanceTypeOfferings({ client: ec2 }, order))
      for (const { InstanceType = "", Location = "" } of page.InstanceTypeOfferings ?? [])
        if (taking.has(Location)) offerings[InstanceType] = [...(offerings[InstanceType] ?? []), Location].sort();
    return { zones, offerings };
  },
});
