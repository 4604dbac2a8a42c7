import type { NodeGroup } from "#contract/node-groups.ts";
import type { NodeGroupRecord } from "#core/records.ts";

/** What callers see of a node group. */
export const nodeGroupView = ({ nodeGroupId, state, spec, template, rev }: NodeGroupRecord): NodeGroup => ({
  ...spec,
  id: nodeGroupId,
  state,
  template,
  rev,
});
