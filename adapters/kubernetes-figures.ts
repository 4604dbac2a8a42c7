import { amountsOf } from "#core/autoscaling/amounts.ts";
import { TemporaryFailure } from "#core/errors.ts";
import type { NodeFigures } from "#core/ports/cloud.ts";
import { type Call, refusal } from "./kubernetes-call.ts";

/** A kubelet that does not answer at once keeps nobody waiting. */
const usageWithin = 4_000;

interface NodeObject {
  status?: { capacity?: Record<string, string>; allocatable?: Record<string, string> };
}
/** Source: kubelet, stats/v1alpha1 Summary. */
interface Summary {
  node?: { cpu?: { usageNanoCores?: number }; memory?: { workingSetBytes?: number } };
}

const mebibyte = 2 ** 20;

const sizeOf = (quantities: Record<string, string> = {}): NodeFigures["capacity"] => {
  const { cpu = 0, memory = 0, pods = 0 } = amountsOf(quantities);
  return { cpuMillicores: cpu, memoryMiB: Math.floor(memory / 1000 / mebibyte), pods: pods / 1000 };
};

/** The kubelet's own figures, through the API server; undefined when it gives none. */
const usageOf = async (call: Call, path: string): Promise<NodeFigures["usage"] | undefined> => {
  try {
    const answer = await call("GET", `${path}/proxy/stats/summary?only_cpu_and_memory=true`, { within: usageWithin });
    if (answer.status !== 200) return undefined;
    const { cpu, memory } = (JSON.parse(answer.body) as Summary).node ?? {};
    if (cpu?.usageNanoCores === undefined || memory?.workingSetBytes === undefined) return undefined;
    return {
      cpuMillicores: Math.round(cpu.usageNanoCores / 1e6),
      memoryMiB: Math.round(memory.workingSetBytes / mebibyte),
    };
  } catch (error) {
    if (error instanceof TemporaryFailure || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** @returns undefined when there is no such node */
export const nodeFigures = async (call: Call, name: string): Promise<NodeFigures | undefined> => {
  const path = `/api/v1/nodes/${encodeURIComponent(name)}`;
  const [answer, usage] = await Promise.all([call("GET", path), usageOf(call, path)]);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refusal("GET", path, answer);
  const { status } = JSON.parse(answer.body) as NodeObject;
  return {
    capacity: sizeOf(status?.capacity),
    allocatable: sizeOf(status?.allocatable),
    ...(usage ? { usage } : {}),
  };
};
