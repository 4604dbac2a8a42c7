import { expect, test } from "@jest/globals";
import type { Call } from "./kubernetes-call.ts";
import { nodeFigures } from "./kubernetes-figures.ts";

const node = {
  metadata: { name: "a" },
  status: { capacity: { cpu: "4", memory: "16Gi", pods: "110" }, allocatable: {} },
};
const summary = { node: { cpu: { usageNanoCores: 312_400_000 }, memory: { workingSetBytes: 2 ** 31 } } };

/** An API server with that node, whose kubelet answers so. */
const figures = async (usage: { status: number; body: unknown }) => {
  const asked: string[] = [];
  const call: Call = async (method, path) => {
    asked.push(`${method} ${path}`);
    const { status, body } = path.includes("/proxy/") ? usage : { status: 200, body: node };
    return { status, body: JSON.stringify(body) };
  };
  return { asked, found: await nodeFigures(call, "a") };
};

test("what is used of a node is what its kubelet measures, through the API server", async () => {
  const { asked, found } = await figures({ status: 200, body: summary });
  expect(found).toEqual({
    capacity: { cpuMillicores: 4000, memoryMiB: 16_384, pods: 110 },
    allocatable: { cpuMillicores: 0, memoryMiB: 0, pods: 0 },
    usage: { cpuMillicores: 312, memoryMiB: 2048 },
  });
  expect(asked.sort()).toEqual([
    "GET /api/v1/nodes/a",
    "GET /api/v1/nodes/a/proxy/stats/summary?only_cpu_and_memory=true",
  ]);
});

test.each([
  { status: 503, body: { message: "no" } },
  { status: 200, body: { node: {} } },
])("a kubelet that does not say it leaves the rest known: $status", async (silent) => {
  const { found } = await figures(silent);
  expect(found).toMatchObject({ capacity: { pods: 110 } });
  expect(found).not.toHaveProperty("usage");
});
