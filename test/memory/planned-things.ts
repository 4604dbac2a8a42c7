import { expect } from "@jest/globals";
import type { PlannedResource } from "#contract/plans.ts";
import type { Kind, World } from "#core/fakes/world.ts";

/** Kinds of a plan, as the fake world has them. */
const kindOf: Record<string, Kind> = {
  vpc: "vpcs",
  subnet: "subnets",
  "nat-gateway": "natGateways",
  "elastic-ip": "addresses",
  "security-group": "securityGroups",
  "network-interface": "networkInterfaces",
  instance: "instances",
  volume: "volumes",
  "placement-group": "placementGroups",
  role: "roles",
  "instance-profile": "instanceProfiles",
  secret: "secrets",
  parameter: "parameters",
  "load-balancer": "loadBalancers",
  "target-group": "targetGroups",
};
/** Those that the fake world does not keep, or of which it keeps one for two. */
const unseen = new Set(["internet-gateway", "route-table", "listener"]);

/** How many things there are of each kind, machines by type and disks by size. */
export const countsOf = (world: World): Record<string, number> => {
  const counts: Record<string, number> = {};
  const count = (key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  for (const [kind, made] of Object.entries(kindOf))
    for (const thing of world.all(made)) {
      if (kind === "instance") count(`instance ${(thing as { machineType?: string }).machineType}`);
      else if (kind === "volume") count(`volume gp3, ${(thing as { sizeGiB?: number }).sizeGiB} GiB`);
      else count(kind);
    }
  return counts;
};

/** Adds what a plan makes to the counts, or takes it away. */
export const add = (counts: Record<string, number>, resources: readonly PlannedResource[], sign: 1 | -1): void => {
  for (const { kind, count, detail } of resources) {
    if (unseen.has(kind)) continue;
    expect(Object.keys(kindOf)).toContain(kind);
    const key = kind === "instance" || kind === "volume" ? `${kind} ${detail}` : kind;
    counts[key] = (counts[key] ?? 0) + sign * count;
    if (counts[key] === 0) delete counts[key];
  }
};
