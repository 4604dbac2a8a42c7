import { expect, test } from "@jest/globals";
import { TemporaryFailure } from "#core/errors.ts";
import type { Answer, Call } from "./kubernetes-call.ts";
import { nodeFigures } from "./kubernetes-figures.ts";

const node = { status: { capacity: { cpu: "4", memory: "16Gi", pods: "110" }, allocatable: { cpu: "3920m" } } };
const summary = { node: { cpu: { usageNanoCores: 312_400_000 }, memory: { workingSetBytes: 2 ** 31 } } };

const ok = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });

/** An API server whose node answers so, and whose kubelet so. */
const server = (object: Answer, usage: () => Promise<Answer>): { call: Call; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    call: async (_, path) => {
      asked.push(path);
      return path.includes("/proxy/") ? usage() : object;
    },
  };
};

test("what is used of a node is what its kubelet measures, through the API server", async () => {
  const { call, asked } = server(ok(node), async () => ok(summary));
  expect(await nodeFigures(call, "a")).toEqual({
    capacity: { cpuMillicores: 4000, memoryMiB: 16_384, pods: 110 },
    allocatable: { cpuMillicores: 3920, memoryMiB: 0, pods: 0 },
    usage: { cpuMillicores: 312, memoryMiB: 2048 },
  });
  expect(asked.toSorted()).toEqual(["/api/v1/nodes/a", "/api/v1/nodes/a/proxy/stats/summary?only_cpu_and_memory=true"]);
});

test.each<[string, () => Promise<Answer>]>([
  ["is not reached", async () => ({ status: 503, body: "error trying to reach service" })],
  ["does not answer in time", () => Promise.reject(new TemporaryFailure("away"))],
  ["has measured nothing yet", async () => ok({ node: {} })],
  ["says something else", async () => ({ status: 200, body: "<html>" })],
])("a kubelet that %s leaves the node's size, and no usage", async (_, usage) => {
  const figures = await nodeFigures(server(ok(node), usage).call, "a");
  expect(figures?.capacity.cpuMillicores).toBe(4000);
  expect(figures).not.toHaveProperty("usage");
});

test("a node that is not there has none, and a server that fails is no answer", async () => {
  expect(await nodeFigures(server({ status: 404, body: "{}" }, async () => ok({})).call, "a")).toBeUndefined();
  const failing = server({ status: 500, body: "{}" }, async () => ok(summary)).call;
  await expect(nodeFigures(failing, "a")).rejects.toBeInstanceOf(TemporaryFailure);
});
