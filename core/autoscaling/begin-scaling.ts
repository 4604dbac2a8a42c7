import type { Operation } from "#contract/operations.ts";
import { Conflict, InvalidInput, NotFound, QuotaExceeded, WrongState } from "#core/errors.ts";
import { service } from "#core/events/new-events.ts";
import { checkGroup } from "#core/node-groups/check-group.ts";
import { beginChange, changed, groupOf } from "#core/nodes/begin-change.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import type { Resize } from "./decide-growth.ts";

export interface BeginPorts {
  state: State;
  workflows: Workflows;
  clock: Clock;
  machineLimit: number;
}

/** When something like this was tried is written down with it, so that what does not come about is not tried each minute. */
const tried = ({ shrunkAt = {} }: NodeGroupRecord, { leaving, size }: Resize, at: string) =>
  leaving.length === 0
    ? { grewTo: { size, at } }
    : { shrunkAt: { ...lately(shrunkAt, at), ...Object.fromEntries(leaving.map((nodeId) => [nodeId, at])) } };

/** As long as a node may have to be idle. */
const longest = 86_400_000;

/** Without those that are so long ago that nobody asks for them. */
const lately = (shrunkAt: Record<string, string>, now: string): Record<string, string> =>
  Object.fromEntries(Object.entries(shrunkAt).filter(([, at]) => Date.parse(now) - Date.parse(at) <= longest));

/** Refusals by which a later look decides anew. */
const isRefusal = (error: unknown): boolean =>
  [Conflict, WrongState, NotFound, QuotaExceeded, InvalidInput].some((kind) => error instanceof kind);

/**
 * Begins a change of a node group's size as a caller's is begun, in the service's own name and with the reason.
 * @param cluster as it was looked at: what has been changed by an operation since is looked at anew first
 * @returns undefined when the cluster is busy, not what it was, or may not have so many machines: the next look decides again
 */
export const beginScaling = async (
  { tenantId, clusterId, generation }: ClusterRecord,
  resize: Resize,
  ports: BeginPorts,
): Promise<Operation | undefined> => {
  const call = {
    ...{ caller: { tenantId, subject: service, role: "operator" as const }, params: { clusterId } },
    ...{ body: undefined, query: undefined, idempotencyKey: undefined, ifMatch: undefined },
  };
  const { nodeGroupId, size, leaving, reason } = resize;
  try {
    return await beginChange(
      call,
      // It makes no clusters.
      { ...ports, clusterLimit: 0 },
      {
        call: "nodeGroupUpdate",
        kind: "node-group.update",
        of: { clusterId, nodeGroupId, size },
        decide(now, groups) {
          if (now.generation !== generation)
            throw new Conflict(`cluster ${clusterId} has changed since it was looked at`);
          const group = groupOf(groups, nodeGroupId, "nodeGroupUpdate");
          const spec = { ...group.spec, size };
          checkGroup(
            spec,
            now,
            groups.filter((other) => other !== group),
          );
          const nodeGroup = changed(group, "scaling", { spec, ...tried(group, resize, ports.clock.now()) });
          return { nodeGroup, before: group, force: false, reason, leaving };
        },
      },
    );
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
};
