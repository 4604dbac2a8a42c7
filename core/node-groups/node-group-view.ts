import type { NodeGroup } from "#contract/node-groups.ts";
import type { NodeGroupRecord } from "#core/records.ts";

/** What callers see of a node group. @param outdated how many of its machines are; absent: nobody has looked */
export const nodeGroupView = (
  { nodeGroupId, state, spec, template, rev }: NodeGroupRecord,
  outdated: number | undefined,
): NodeGroup => ({
  ...spec,
  id: nodeGroupId,
  state,
  template,
  ...(outdated === undefined ? {} : { outdated }),
  rev,
});
