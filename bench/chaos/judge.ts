import type { ClusterState } from "#contract/states.ts";
import { isOver } from "#contract/states.ts";
import { secondOf } from "#core/billing/usage.ts";
import { eventually } from "#local/eventually.ts";
import type { World } from "./world.ts";

/** What a cluster comes to: all of it there, asleep, or nothing. */
export type Wanted = "running" | "hibernated" | "gone";

/** Members and workers of every cluster here. */
const size = { "control-plane": 3, worker: 1 };

/** How many things of each kind there are of a cluster in some state, told by the first one to which nothing has happened. */
export type Shapes = Map<Wanted, Record<string, number>>;

const shapeOf = async ({ cloud }: World, clusterId: string): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const id of (await cloud.sweep.leftovers(clusterId)).left) {
    const kind = id.replace(/\/.*/s, "");
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
};

const sorted = (texts: Iterable<string>): string => [...texts].sort().join(" ");

/** What is wrong with a cluster that should run: its machines, its nodes on record, those of Kubernetes. */
const wrongWithNodes = async (
  { cloud, state, machines }: World,
  tenantId: string,
  clusterId: string,
): Promise<string[]> => {
  const [{ items: nodes }, there, groups] = await Promise.all([
    state.nodes(tenantId, clusterId, { limit: 1000 }),
    machines(clusterId),
    state.nodeGroups(tenantId, clusterId),
  ]);
  const alive = there.filter((machine) => machine.state === "running").map(({ id }) => id);
  const wrong: string[] = [];
  for (const [role, count] of Object.entries(size)) {
    const states = nodes.filter((node) => node.role === role).map((node) => node.state);
    if (states.length !== count || states.some((one) => one !== "ready"))
      wrong.push(`${role} nodes are ${states.join(", ")}`);
  }
  if (sorted(alive) !== sorted(nodes.map(({ nodeId }) => nodeId)))
    wrong.push(`machines ${sorted(alive)}, nodes ${sorted(nodes.map(({ nodeId }) => nodeId))}`);
  for (const { state: is, spec } of groups)
    if (is !== "running" || spec.size !== size.worker) wrong.push(`a node group is ${is}, of size ${spec.size}`);
  const { resources } = await state.cluster(tenantId, clusterId);
  const keys = await cloud.secrets.keys(clusterId);
  const api = await cloud.kubernetes.connect({ dnsName: resources.loadBalancer?.dnsName ?? "", keys });
  const known = await api.nodes();
  const ids = known.map(({ providerId }) => providerId.split("/").at(-1) ?? "");
  if (sorted(ids) !== sorted(alive)) wrong.push(`Kubernetes has nodes ${sorted(ids)}, machines are ${sorted(alive)}`);
  for (const { name, unschedulable } of known) if (unschedulable) wrong.push(`node ${name} is cordoned`);
  return wrong;
};

/** Machines that the ledger does not know, or knows other than they were; what it still has open. */
export const wrongWithUsage = async (
  { ledger, machines }: World,
  tenantId: string,
  clusterId: string,
): Promise<string[]> => {
  const [there, open] = await Promise.all([machines(clusterId), ledger.unsettled(tenantId, clusterId)]);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const usages = await ledger.usage(tenantId, { since: "2020-01-01T00:00:00.000Z", until, clusterId });
  const wrong = open.filter(({ end }) => !end).map(({ resourceId }) => `usage of ${resourceId} is still open`);
  for (const { id, launchedAt } of there) {
    const lives = usages.filter(({ kind, resourceId }) => kind === "machine" && resourceId === id);
    const starts = lives.map(({ start }) => start);
    if (starts.length !== 1 || starts[0] !== secondOf(launchedAt))
      wrong.push(`machine ${id} of ${launchedAt} is on the ledger as ${starts.join(", ") || "nothing"}`);
  }
  return wrong;
};

const look = async (world: World, tenantId: string, clusterId: string, wanted: Wanted): Promise<string[]> => {
  const { state, activeOperation } = await world.state.cluster(tenantId, clusterId);
  const states: Record<Wanted, ClusterState[]> = {
    ...{ running: ["running"], hibernated: ["hibernated"], gone: ["deleted"] },
  };
  const wrong: string[] = [];
  if (!states[wanted].includes(state)) wrong.push(`the cluster is ${state}`);
  if (activeOperation !== undefined) wrong.push(`it is held by ${activeOperation}`);
  const { items } = await world.state.operations(tenantId, { limit: 100, clusterId });
  for (const { operationId, kind, status } of items)
    if (!isOver(status)) wrong.push(`${kind} ${operationId} is ${status}`);
  if (wanted === "running") wrong.push(...(await wrongWithNodes(world, tenantId, clusterId)));
  else {
    const { items: nodes } = await world.state.nodes(tenantId, clusterId, { limit: 1000 });
    if (nodes.length > 0) wrong.push(`nodes on record: ${nodes.length}`);
  }
  return wrong;
};

const differences = (is: Record<string, number>, should: Record<string, number>): string[] =>
  [...new Set([...Object.keys(is), ...Object.keys(should)])]
    .filter((kind) => (is[kind] ?? 0) !== (should[kind] ?? 0))
    .map((kind) => `${is[kind] ?? 0} ${kind}, not ${should[kind] ?? 0}`);

/**
 * Whether a cluster is, some seconds after its operation, what it should be, in the table, in the cloud and in Kubernetes.
 * @returns what is wrong with it; nothing when all is well
 */
export const judge = async (
  world: World,
  shapes: Shapes,
  { tenantId, clusterId, wanted }: { tenantId: string; clusterId: string; wanted: Wanted },
): Promise<string[]> => {
  const all = async (): Promise<string[]> => {
    const wrong = await look(world, tenantId, clusterId, wanted);
    const is = await shapeOf(world, clusterId);
    if (wanted === "gone")
      return [...wrong, ...differences(is, {}), ...(await wrongWithUsage(world, tenantId, clusterId))];
    const should = shapes.get(wanted);
    if (!should && wrong.length === 0) shapes.set(wanted, is);
    return should ? [...wrong, ...differences(is, should)] : wrong;
  };
  let seen: string[] = [];
  try {
    // What ends takes its seconds; the watch's word on health comes with the minute.
    return await eventually(
      async () => {
        seen = await all().catch((error: unknown) => [String(error)]);
        if (seen.length > 0 && wanted === "running") await world.look("Watch");
        return seen;
      },
      (wrong) => wrong.length === 0,
      { seconds: 30, pause: 1000 },
    );
  } catch {
    return seen;
  }
};
