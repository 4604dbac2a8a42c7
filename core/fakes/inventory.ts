import type { Inventory, Marks, Part } from "#core/ports/inventory.ts";
import { rulesOf } from "./network.ts";
import type { Kind, World } from "./world.ts";

const kindOf = {
  vpc: "vpcs",
  subnet: "subnets",
  "route-table": "routeTables",
  "security-group": "securityGroups",
  "network-interface": "networkInterfaces",
  instance: "instances",
} as const satisfies Record<Part["kind"], Kind>;

/** Things of the world are what they were made as; only whole tags can be lost. */
export const fakeInventory = (world: World): Inventory => ({
  async look({ clusterId, resources }, parts) {
    const marks = new Map<string, Marks>();
    for (const { kind, id, marks: made } of parts) {
      if (!world.get(kindOf[kind], id)) continue;
      const { clusterId: mine, role, ...rest } = made;
      const lost = world.lostTags.get(id);
      marks.set(id, {
        ...rest,
        ...(lost === "cluster" || mine === undefined ? {} : { clusterId: mine }),
        ...(lost === "role" || role === undefined ? {} : { role }),
      });
    }
    const [table] = world.of("routeTables", clusterId);
    const targets = world.get("targetGroups", resources.loadBalancer?.targetGroupArn ?? "")?.targets;
    return {
      marks,
      rules: world.of("securityGroups", clusterId).map(({ id, role, rules }) => ({
        groupId: id,
        missing: rulesOf(role).filter((rule) => !rules.includes(rule)),
        extra: rules.filter((rule) => !rulesOf(role).includes(rule)),
      })),
      missingRoutes: table && !table.egress ? ["out of the private subnets"] : [],
      targets: targets && [...targets],
      looseInterfaces: world
        .of("networkInterfaces", clusterId)
        .filter(({ owner, attachedTo }) => owner === "machine" && attachedTo === undefined)
        .map(({ id }) => id),
    };
  },

  async restoreMarks(clusterId, parts) {
    for (const { id, marks } of parts)
      if (marks.clusterId === clusterId && world.lostTags.get(id) === "role") world.lostTags.delete(id);
  },
});
