import { expect, test } from "@jest/globals";
import { outlived } from "./outlived.ts";
import type { Stand } from "./scenarios.ts";

/** As the tick leaves it. */
const stand = ({ status, activeOperation, running }: { status: string; activeOperation?: string; running: string }) => {
  let isTicked = false;
  const world = {
    state: {
      operation: async () => ({ status }),
      cluster: async () => ({ activeOperation: isTicked ? activeOperation : "op" }),
    },
    tick: async () => {
      isTicked = true;
    },
    isRunning: async (_: string, id: string) => id === running,
  };
  return { world, name: "ada", clusterId: "cls" } as unknown as Stand;
};

test.each([
  ["leaves all as it is", { status: "running", activeOperation: "op", running: "none" }, 0],
  ["ends the operation", { status: "failed", activeOperation: "op", running: "none" }, 1],
  ["lets go of the cluster", { status: "running", running: "none" }, 1],
  ["lets another one have it", { status: "running", activeOperation: "other", running: "none" }, 1],
  ["begins to undo", { status: "running", activeOperation: "op", running: "op-undo" }, 1],
])("a tick that %s while a function of a stopped workflow works is judged so", async (_, after, wrong) => {
  expect(await outlived(stand(after), "create-cluster", "op", 0)).toHaveLength(wrong);
});
