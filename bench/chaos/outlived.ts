import { setTimeout as pause } from "node:timers/promises";
import { isOver } from "#contract/states.ts";
import type { Stand } from "./scenarios.ts";

/** Well within the minute that a stage's function lives, so that it has time left to go on. */
const halfAMinute = 30_000;

/**
 * A workflow was stopped, and a function of it is still at work. The tick, which knows nothing of that one, has to leave it the cluster.
 * @returns what has been done to the operation and its cluster by then
 */
export const outlived = async (
  { world, name: tenantId, clusterId = "" }: Stand,
  workflow: string,
  operationId: string,
  meanwhile = halfAMinute,
): Promise<string[]> => {
  await pause(meanwhile);
  await world.tick();
  const [{ status }, { activeOperation }, isUndone] = await Promise.all([
    world.state.operation(tenantId, operationId),
    world.state.cluster(tenantId, clusterId),
    world.isRunning(workflow, `${operationId}-undo`),
  ]);
  return [
    ...(isOver(status) ? [`it is ${status} while a function of it is at work`] : []),
    ...(activeOperation === operationId
      ? []
      : [`the cluster is held by ${activeOperation ?? "nobody"} while one works`]),
    ...(isUndone ? ["it is undone while a function of it is at work"] : []),
  ];
};
