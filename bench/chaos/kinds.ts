import { createHash } from "node:crypto";
import type { FunctionFault } from "#local/function-faults.ts";

/** Services that a stage has called, in order, when nothing went wrong. */
export type Calls = readonly string[];

type Fault = Omit<FunctionFault, "event" | "function">;

/** The nth call of those that count, at random: a seed and a case's name tell which. */
const some = (count: number, seed: string): number =>
  count < 2 ? 1 : 1 + (createHash("sha256").update(seed).digest().readUInt32BE(0) % count);

const cloudCalls = (calls: Calls): number => calls.filter((service) => service !== "dynamodb").length;
const stateCalls = (calls: Calls): number => calls.length - cloudCalls(calls);

/** Some call of the cloud; of a stage that makes none, of the table. */
const someCall = (calls: Calls, seed: string): { of: string; nth: number } => {
  const count = cloudCalls(calls);
  return count > 0 ? { of: "cloud", nth: some(count, seed) } : { of: "dynamodb", nth: some(stateCalls(calls), seed) };
};

/** Calls that can be refused: a cluster's own API is no service of AWS. */
const refusable = (calls: Calls): Calls => calls.filter((service) => service !== "kubernetes");

/** What can go wrong with one stage. `stopped` and `outlived` are more than a fault of its function: see run-case.ts. */
export const stageKinds = {
  "killed before it acts": () => ({ kind: "kill", at: "begin" }),
  "killed midway": (calls, seed) => ({ kind: "kill", at: "answer", ...someCall(calls, seed) }),
  "killed before its last write": (calls) => ({ kind: "kill", at: "call", of: "dynamodb", nth: stateCalls(calls) }),
  "killed before its answer": () => ({ kind: "kill", at: "end" }),
  "timed out midway": (calls, seed) => ({ kind: "time-out", at: "answer", ...someCall(calls, seed) }),
  "run twice": () => ({ kind: "repeat", at: "end" }),
  "run twice at once": () => ({ kind: "overlap", at: "begin" }),
  "an answer lost": (calls, seed) => ({ kind: "lose", at: "answer", ...someCall(calls, seed) }),
  "the cloud throttles": (calls, seed) =>
    cloudCalls(refusable(calls)) === 0
      ? undefined
      : { kind: "throttle", at: "call", ...someCall(refusable(calls), seed) },
  "the table throttles": (calls, seed) => ({
    ...{ kind: "throttle", at: "call", of: "dynamodb" },
    nth: some(stateCalls(calls), seed),
  }),
  "no capacity": (calls) => (calls.includes("ec2") ? { kind: "no-capacity", at: "call", of: "ec2" } : undefined),
  "Lambda away": () => ({ kind: "unreachable", at: "begin" }),
  "Lambda's answer lost": () => ({ kind: "unreachable", at: "end" }),
  stopped: () => ({ kind: "hold", at: "answer", of: "dynamodb" }),
  outlived: () => ({ kind: "hold", at: "answer", of: "dynamodb" }),
} as const satisfies Record<string, (calls: Calls, seed: string) => Fault | undefined>;

/** What can go wrong with the function that is asked for an operation. */
export const askedKinds = {
  "killed before it acts": { kind: "kill", at: "begin" },
  "killed between its write and the start": { kind: "kill", at: "call", of: "states" },
  "killed before its answer": { kind: "kill", at: "end" },
} as const satisfies Record<string, Fault>;

export type StageKind = keyof typeof stageKinds;
export type AskedKind = keyof typeof askedKinds;
