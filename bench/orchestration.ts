/** What a create costs beside its machines: `npm run bench -- orchestration`. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { paginateGetExecutionHistory, SFNClient } from "@aws-sdk/client-sfn";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { awsCalls } from "./aws-calls.ts";
import { median, record, round } from "./figure.ts";

const command = "npm run bench -- orchestration";
const runs = 5;

/** Billed: one for each state that is entered, and for each retry. */
const historyOf = async (endpoint: string, operationId: string, workflow: string) => {
  const client = new SFNClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const executionArn = `arn:aws:states:us-east-1:000000000000:execution:kubewright-${workflow}:${operationId}`;
  const kinds: string[] = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn }))
    kinds.push(...events.map(({ type }) => type ?? ""));
  const invocations = kinds.filter((kind) => kind === "LambdaFunctionScheduled" || kind === "TaskScheduled").length;
  const entered = kinds.filter((kind) => kind.endsWith("StateEntered")).length;
  const failed = kinds.filter((kind) => kind === "LambdaFunctionFailed" || kind === "TaskFailed").length;
  return { transitions: entered + failed, invocations, events: kinds.length };
};

const sum = (counts: Record<string, number>, prefix = ""): number =>
  Object.entries(counts).reduce((total, [call, count]) => total + (call.startsWith(prefix) ? count : 0), 0);

const createOnce = async (service: Service, name: string) => {
  const tenant = await tenantOf(service, "bench");
  const log = join(service.stateDir, "logs/localstack.log");
  await fetch(`${service.regionUrl}/_region/calls`, { method: "DELETE" });
  const from = readFileSync(log, "utf8").length;
  const began = performance.now();
  const created = await tenant.over(await tenant.create({ name, nodeGroups: [{ name: "default", size: 2 }] }));
  const seconds = (performance.now() - began) / 1000;
  if (created.status !== "succeeded")
    throw new Error(`the create ended ${created.status}: ${JSON.stringify(created.error)}`);
  const calls = awsCalls(log, from);
  const region = (await fetch(`${service.regionUrl}/_region/calls`).then((answer) => answer.json())) as {
    total: number;
  };
  const history = await historyOf(service.localstackUrl, created.id, "create-cluster");
  const deleting = performance.now();
  const gone = await tenant.over(await tenant.remove(created.clusterId));
  const deleteSeconds = (performance.now() - deleting) / 1000;
  if (gone.status !== "succeeded") throw new Error(`the delete ended ${gone.status}: ${JSON.stringify(gone.error)}`);
  return {
    seconds: round(seconds),
    deleteSeconds: round(deleteSeconds),
    ...history,
    regionCalls: region.total,
    otherAwsCalls: sum(calls),
    dynamoDbCalls: sum(calls, "dynamodb."),
    callsByAction: calls,
  };
};

export const benchOrchestration = async (): Promise<void> => {
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({ machines: "simulated", stateDir, region: { bootSeconds: 0 } });
  try {
    // The first one loads LocalStack's services and every function; it is shown apart.
    const first = await createOnce(service, "bench-first");
    const measured = [];
    for (let i = 0; i < runs; i++) measured.push(await createOnce(service, `bench-${i}`));
    const detail = { first, runs: measured };
    record({
      figure: "orchestration-seconds",
      value: round(median(measured.map(({ seconds }) => seconds))),
      unit: `s from the call to the running cluster, machines that boot in 0 s, median of ${runs}`,
      goal: "<= 12",
      command,
      detail,
    });
    record({
      figure: "orchestration-transitions",
      value: median(measured.map(({ transitions }) => transitions)),
      unit: "state transitions of a create with 3 + 2 machines, retries included",
      goal: "<= 120",
      command,
      detail: { runs: measured.map(({ transitions, invocations, events }) => ({ transitions, invocations, events })) },
    });
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
