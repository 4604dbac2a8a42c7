import { groupFaults } from "#contract/node-groups.ts";
import { InvalidInput } from "#core/errors.ts";
import type { NodeGroupRecord } from "#core/records.ts";

/** Holds the groups of a new cluster against the zones that it is going to have. @throws InvalidInput */
export const checkNodeGroups = (groups: readonly NodeGroupRecord[], zones: readonly string[]): void => {
  for (const { spec } of groups) {
    const [fault] = groupFaults(spec, zones);
    if (fault)
      throw new InvalidInput(
        `node group ${spec.name}: ${fault.field}: ${String(fault.value)}; allowed: ${fault.allowed}`,
      );
  }
};
