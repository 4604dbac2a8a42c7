// What AWS Lambda's developer guide promises of an execution environment, on the executor of local/localstack/plugin.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LambdaClient, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { afterAll, describe, expect, test } from "@jest/globals";
import { functionOf, invoke, logLines, removeFunctions, until } from "./functions.ts";

const folder = mkdtempSync(join(tmpdir(), "kubewright-lambda-"));
afterAll(async () => {
  await removeFunctions();
  rmSync(folder, { recursive: true, force: true });
});

describe("an execution environment", () => {
  test("is kept for the next call: what is set up outside the handler is set up once", async () => {
    const name = await functionOf(
      "let calls = 0; export const handler = async () => ({ calls: ++calls, pid: process.pid });",
    );
    const first = await invoke(name);
    const second = await invoke(name);
    expect(first.answer.calls).toBe(1);
    expect(second.answer).toEqual({ calls: 2, pid: first.answer.pid });
    expect(first.log).toMatch(/^REPORT .*\tInit Duration: /m);
    expect(second.log).not.toContain("Init Duration");
  });

  test("takes index.js for CommonJS, whatever lies above its folder", async () => {
    const name = await functionOf("exports.handler = async () => typeof require;", {}, "index.js");
    expect((await invoke(name)).answer).toBe("function");
  });

  test("tells the function who it is and how long it has", async () => {
    const name = await functionOf(
      `export const handler = async (event, context) => ({
        event, id: context.awsRequestId, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(),
        name: process.env.AWS_LAMBDA_FUNCTION_NAME, size: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, own: process.env.OWN,
        region: process.env.AWS_REGION, root: process.cwd() === process.env.LAMBDA_TASK_ROOT,
      });`,
      { Environment: { Variables: { OWN: "one's own" } }, Timeout: 7 },
    );
    const { answer } = await invoke(name, { some: "thing" });
    expect(answer).toMatchObject({
      event: { some: "thing" },
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      arn: expect.stringMatching(`:function:${name}$`),
      name,
      size: "256",
      own: "one's own",
      region: "us-east-1",
      root: true,
    });
    expect(answer.left).toBeGreaterThan(0);
    expect(answer.left).toBeLessThanOrEqual(7_000);
  });

  test("serves one call at a time: calls at once have one each", async () => {
    // Each waits for the other, so that both can only end when both have begun.
    const name = await functionOf(`
      import { existsSync, writeFileSync } from "node:fs";
      export const handler = async ({ mine, other }) => {
        writeFileSync(mine, "");
        while (!existsSync(other)) await new Promise((resolve) => setTimeout(resolve, 20));
        return process.pid;
      };`);
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    const calls = await Promise.all([invoke(name, { mine: a, other: b }), invoke(name, { mine: b, other: a })]);
    expect(new Set(calls.map(({ answer }) => answer)).size).toBe(2);
  });
});

describe("what goes wrong has AWS's own name", () => {
  test("an error that the handler throws", async () => {
    const name = await functionOf(
      `export const handler = async () => { throw Object.assign(new Error("none left"), { name: "NoCapacity" }); };`,
    );
    const { answer, error } = await invoke(name);
    expect(error).toBe("Unhandled");
    expect(answer).toEqual({ errorType: "NoCapacity", errorMessage: "none left", trace: expect.any(Array) });
  });

  test("a process that ends in the middle; the next call has a new one", async () => {
    const name = await functionOf(
      "export const handler = async ({ end }) => { if (end) process.exit(3); return process.pid; };",
    );
    const before = await invoke(name);
    const { answer, error } = await invoke(name, { end: true });
    expect(error).toBe("Unhandled");
    expect(answer).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringMatching(/^RequestId: .* Error: Runtime exited with error: exit status 3$/),
    });
    const after = await invoke(name);
    expect(after.error).toBeUndefined();
    expect(after.answer).not.toBe(before.answer);
  });

  test("more time than it has; the next call has a new process", async () => {
    const name = await functionOf(
      "export const handler = ({ stay }) => stay ? new Promise(() => setInterval(() => {}, 1000)) : Promise.resolve(process.pid);",
      // Of which the next call's new process, too, has to make do.
      { Timeout: 3 },
    );
    const { answer, error, log } = await invoke(name, { stay: true });
    expect(error).toBe("Unhandled");
    expect(answer).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/Task timed out after 3.00 seconds$/),
    });
    expect(log).toContain("Status: timeout");
    expect((await invoke(name)).error).toBeUndefined();
  });

  test("more memory than it has", async () => {
    const name = await functionOf(
      `export const handler = async () => {
        const kept = [];
        for (;;) { kept.push(Buffer.alloc(16 << 20, 1)); await new Promise((resolve) => setTimeout(resolve, 20)); }
      };`,
      { MemorySize: 128 },
    );
    const { answer, error, log } = await invoke(name);
    expect(error).toBe("Unhandled");
    expect(answer.errorType).toBe("Runtime.ExitError");
    expect(log).toContain("Runtime.OutOfMemory");
  });

  test("code that cannot be loaded; the environment is tried anew at the next call", async () => {
    const flag = join(folder, "may-load");
    const name = await functionOf(`
      import { existsSync } from "node:fs";
      if (!existsSync(${JSON.stringify(flag)})) throw new TypeError("not ready");
      export const handler = async () => "loaded";`);
    const { answer, error } = await invoke(name);
    expect(error).toBe("Unhandled");
    expect(answer).toMatchObject({ errorType: "TypeError", errorMessage: "not ready" });
    writeFileSync(flag, "");
    expect((await invoke(name)).answer).toBe("loaded");
  });

  test("more calls at once than are reserved", async () => {
    const flag = join(folder, "may-end");
    const begun = join(folder, "begun");
    const name = await functionOf(`
      import { existsSync, writeFileSync } from "node:fs";
      export const handler = async () => {
        writeFileSync(${JSON.stringify(begun)}, "");
        while (!existsSync(${JSON.stringify(flag)})) await new Promise((resolve) => setTimeout(resolve, 20));
      };`);
    await new LambdaClient({}).send(
      new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 1 }),
    );
    const first = invoke(name);
    await until(async () => existsSync(begun), Boolean);
    await expect(invoke(name)).rejects.toMatchObject({ name: "TooManyRequestsException" });
    writeFileSync(flag, "");
    expect((await first).error).toBeUndefined();
  });
});

test("what a function prints reaches CloudWatch Logs, between START and REPORT", async () => {
  const name = await functionOf(`export const handler = async () => { console.log("a line of its own"); };`);
  await invoke(name);
  const lines = await until(
    () => logLines(name),
    (seen) => seen.some((line) => line.startsWith("REPORT")),
  );
  expect(lines[0]).toMatch(/^START RequestId: /);
  expect(lines.some((line) => line.includes("a line of its own"))).toBe(true);
  expect(lines.at(-1)).toMatch(/^REPORT RequestId: .*Max Memory Used: \d+ MB/);
});
