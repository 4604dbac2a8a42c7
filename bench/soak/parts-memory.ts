import { readFileSync } from "node:fs";
import { familyOf, pss } from "#bench/memory.ts";
import { strays } from "#local/stray-processes.ts";

/** What a process is of: ours are functions and region; LocalStack keeps executions, logs and events in its own for as long as it runs. */
const parts = {
  functions: /bootstrap\.mjs/,
  region: /local\/region\/main\.ts/,
  dynamodb: /dynamodb_local\.py/,
  localstack: /localstack\.runtime\.main/,
} as const;
export type Part = keyof typeof parts;

export interface MemorySample {
  /** Since the soak began. */
  seconds: number;
  /** MiB (PSS). */
  mebibytes: Record<Part, number>;
  /** Processes of functions. */
  processes: number;
}

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // it has ended meanwhile
  }
};

const partOf = (command: string): Part | undefined =>
  (Object.keys(parts) as Part[]).find((part) => parts[part].test(command));

/** Memory of the parts of a service, now. */
export const memoryOfParts = (stateDir: string, seconds: number): MemorySample => {
  const mebibytes: Record<Part, number> = { functions: 0, region: 0, dynamodb: 0, localstack: 0 };
  let processes = 0;
  for (const pid of familyOf(strays(stateDir).map((one) => one.pid))) {
    const part = partOf(commandOf(pid));
    if (part === undefined) continue;
    mebibytes[part] += pss(pid) / 1024;
    if (part === "functions") processes += 1;
  }
  return { seconds, mebibytes, processes };
};

const meanOf = (samples: readonly MemorySample[], value: (sample: MemorySample) => number): number =>
  samples.reduce((sum, sample) => sum + value(sample), 0) / Math.max(1, samples.length);

/**
 * By how much memory has grown: the last quarter of the time against the second one. In the first one everything is loaded.
 * @returns the region as it is, and a function's process on average: how many there are goes by what is asked for
 */
export const growthOf = (samples: readonly MemorySample[]) => {
  const end = samples.at(-1)?.seconds ?? 0;
  const between = (from: number, to: number) =>
    samples.filter(({ seconds }) => seconds >= end * from && seconds <= end * to);
  const [early, late] = [between(0.25, 0.5), between(0.75, 1)];
  const ratio = (value: (sample: MemorySample) => number): number => meanOf(late, value) / meanOf(early, value);
  return {
    region: ratio(({ mebibytes }) => mebibytes.region),
    functionProcess: ratio(({ mebibytes, processes }) => mebibytes.functions / Math.max(1, processes)),
    functions: ratio(({ mebibytes }) => mebibytes.functions),
    localstack: ratio(({ mebibytes }) => mebibytes.localstack),
    dynamodb: ratio(({ mebibytes }) => mebibytes.dynamodb),
  };
};
