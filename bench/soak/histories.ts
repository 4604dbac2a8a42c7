import { paginateGetExecutionHistory, SFNClient } from "@aws-sdk/client-sfn";
import type { Execution } from "./end-state.ts";
import { grouped } from "./grouped.ts";

export interface Histories {
  /** So many executions there were, and so many of them were read. */
  executions: number;
  read: number;
  /** Of the longest history, and of the largest input or output of a state in it. */
  mostEvents: number;
  mostBytes: number;
  /** On average, as they are billed: one for each state that is entered, and each that failed and was tried again. */
  transitions: number;
  invocations: number;
}

const payloads = ["input", "output", "parameters"] as const;

/** Input and output of every event, in bytes. */
const bytesOf = (event: object): number =>
  Math.max(
    0,
    ...Object.values(event)
      .filter((detail): detail is Record<string, unknown> => typeof detail === "object" && detail !== null)
      .flatMap((detail) => payloads.map((name) => Buffer.byteLength(String(detail[name] ?? "")))),
  );

const read = async (client: SFNClient, executionArn: string) => {
  const kinds: string[] = [];
  let mostBytes = 0;
  for await (const { events = [] } of paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn }))
    for (const event of events) {
      kinds.push(event.type ?? "");
      mostBytes = Math.max(mostBytes, bytesOf(event));
    }
  const count = (wanted: RegExp): number => kinds.filter((kind) => wanted.test(kind)).length;
  return {
    ...{ events: kinds.length, mostBytes },
    transitions: count(/StateEntered$|^LambdaFunctionFailed$|^TaskFailed$/),
    invocations: count(/^(LambdaFunction|Task)Scheduled$/),
  };
};

/** What executions are of each workflow, from so many of each at most. */
export const historiesOf = async (
  localstackUrl: string,
  executions: readonly Execution[],
  each: number,
): Promise<Record<string, Histories>> => {
  const client = new SFNClient({
    endpoint: localstackUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const all: Record<string, Histories> = {};
  for (const [workflow, ours] of grouped(executions, (one) => one.workflow)) {
    const seen: Awaited<ReturnType<typeof read>>[] = [];
    for (const { arn } of ours.slice(0, each)) seen.push(await read(client, arn));
    const mean = (value: (one: (typeof seen)[number]) => number): number =>
      seen.reduce((sum, one) => sum + value(one), 0) / seen.length;
    all[workflow] = {
      ...{ executions: ours.length, read: seen.length },
      mostEvents: Math.max(...seen.map(({ events }) => events)),
      mostBytes: Math.max(...seen.map((one) => one.mostBytes)),
      transitions: mean(({ transitions }) => transitions),
      invocations: mean(({ invocations }) => invocations),
    };
  }
  return all;
};
