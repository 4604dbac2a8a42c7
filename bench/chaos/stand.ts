import type { Operation } from "#contract/operations.ts";
import { tenantOf } from "#local/tenant.ts";
import { judge, type Shapes, type Wanted } from "./judge.ts";
import { type Scenario, type Stand, spec } from "./scenarios.ts";
import type { World } from "./world.ts";

export const newStand = async (world: World, name: string): Promise<Stand> => ({
  ...{ world, name, tenant: await tenantOf(world.service, name), is: "gone" },
});

/** Without anything going wrong. @throws Error when it does all the same */
const done = async ({ tenant }: Stand, asked: Promise<Operation>): Promise<Operation> => {
  const operation = await tenant.over(await asked);
  if (operation.status !== "succeeded")
    throw new Error(`${operation.kind} ended ${operation.status}: ${JSON.stringify(operation.error)}`);
  return operation;
};

/** Takes the cluster away. @returns what is wrong afterwards */
export const clear = async (stand: Stand, shapes: Shapes): Promise<string[]> => {
  const { world, tenant, name: tenantId, clusterId } = stand;
  if (clusterId === undefined) return [];
  if (stand.is !== "gone") await done(stand, tenant.remove(clusterId));
  stand.is = "gone";
  delete stand.clusterId;
  return judge(world, shapes, { tenantId, clusterId, wanted: "gone" });
};

/** Takes all clusters of the tenant away. @returns what is wrong afterwards */
export const clearAll = async (stand: Stand, shapes: Shapes): Promise<string[]> => {
  const { world, tenant, name: tenantId, source } = stand;
  const wrong = await clear(stand, shapes);
  if (source === undefined) return wrong;
  await done(stand, tenant.remove(source.clusterId));
  return [...wrong, ...(await judge(world, shapes, { tenantId, clusterId: source.clusterId, wanted: "gone" }))];
};

const make = async (stand: Stand, shapes: Shapes, version?: string): Promise<void> => {
  stand.clusterId = (await done(stand, stand.tenant.create(spec(stand.name, version)))).clusterId;
  stand.is = "running";
  const { world, name: tenantId, clusterId } = stand;
  const wrong = await judge(world, shapes, { tenantId, clusterId, wanted: "running" });
  if (wrong.length > 0) throw new Error(`the cluster is not right before anything has happened: ${wrong.join("; ")}`);
};

const switched = async (stand: Stand, verb: "hibernate" | "wake", is: Wanted): Promise<void> => {
  await done(stand, stand.tenant.call<Operation>("POST", `/clusters/${stand.clusterId}/${verb}`));
  stand.is = is;
};

/** Brings the stand to what a case begins with. @returns what was wrong with the cluster that it took away for that */
export const prepare = async (
  stand: Stand,
  shapes: Shapes,
  { from, isFresh = false, version, ready }: Pick<Scenario, "from" | "isFresh" | "version" | "ready">,
): Promise<string[]> => {
  const wrong = isFresh || stand.is === "gone" ? await clear(stand, shapes) : [];
  if (from !== "gone") await bring(stand, shapes, from, version);
  await ready?.(stand, (asked) => done(stand, asked));
  return wrong;
};

const bring = async (stand: Stand, shapes: Shapes, from: Wanted, version: string | undefined): Promise<void> => {
  if (stand.is === "gone") await make(stand, shapes, version);
  if (from === "hibernated" && stand.is === "running") await switched(stand, "hibernate", "hibernated");
  if (from === "running" && stand.is === "hibernated") await switched(stand, "wake", "running");
};
