// Faults that can be ordered for the invocations of functions, on the executor of local/localstack/plugin.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { functionFaults, type OrderedFault } from "#local/function-faults.ts";
import { service } from "#test/service.ts";
import { functionOf, invoke, removeFunctions, until } from "./functions.ts";

const faults = functionFaults(service.localstackUrl);
const made: string[] = [];
const order = async (fault: Parameters<typeof faults.order>[0]): Promise<OrderedFault> => {
  const ordered = await faults.order({ ...fault, function: name });
  made.push(ordered.id);
  return ordered;
};

/** Signs nothing: what counts is what the signature says that the call is for. Counts what arrives in a file beside itself. */
const code = `
import http from "node:http";
const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL_EC2);
let runs = 0;
const ask = (service) => new Promise((resolve, reject) => {
  const authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service + "/aws4_request";
  http.request({ hostname, port, path: "/_region/health", headers: { authorization } }, (answer) => {
    answer.resume().on("end", () => resolve(answer.statusCode));
  }).on("error", reject).end();
});
export const handler = async ({ calls }) => {
  runs += 1;
  const answers = [];
  for (const service of calls) answers.push(await ask(service).catch(({ code }) => code));
  return { runs, answers };
};`;
let name: string;
beforeAll(async () => {
  name = await functionOf(code);
});
afterEach(async () => {
  for (const id of made.splice(0)) await faults.takeBack(id);
});
afterAll(removeFunctions);

const calls = ["dynamodb", "ec2", "ec2", "dynamodb"];

test.each([
  ["begin", undefined],
  ["call", 2],
  ["answer", 1],
  ["end", undefined],
] as const)("its process is killed at %s; the next invocation has a new one", async (at, nth) => {
  const { id } = await order({ kind: "kill", at, event: { "who.is": "ada" }, ...(nth ? { nth } : {}) });
  expect((await invoke(name, { calls, who: { is: "eve" } })).error).toBeUndefined();
  const died = await invoke(name, { calls, who: { is: "ada" } });
  expect(died.answer).toMatchObject({ errorType: "Runtime.ExitError", errorMessage: expect.stringMatching(/killed$/) });
  expect(await faults.seen(id)).toMatchObject({ fired: 1, taken: [{}] });
  expect((await invoke(name, { calls, who: { is: "ada" } })).answer).toEqual({ runs: 1, answers: Array(4).fill(200) });
});

describe("the function lives, and", () => {
  test("loses one answer", async () => {
    await order({ kind: "lose", at: "answer", nth: 2 });
    expect((await invoke(name, { calls })).answer.answers).toEqual([200, 200, "ECONNRESET", 200]);
    expect((await invoke(name, { calls })).answer.answers).toEqual(Array(4).fill(200));
  });

  test("fails after its work", async () => {
    await order({ kind: "fail", at: "end" });
    expect((await invoke(name, { calls: [] })).answer).toMatchObject({ errorType: "Ordered" });
  });

  test("is run twice, one after the other or at once", async () => {
    const { runs } = (await invoke(name, { calls: [] })).answer;
    await order({ kind: "repeat", at: "end" });
    expect((await invoke(name, { calls: [] })).answer.runs).toBe(runs + 2);
    const { id } = await order({ kind: "overlap", at: "begin" });
    expect((await invoke(name, { calls: [] })).answer.runs).toBe(runs + 3);
    expect((await faults.seen(id)).fired).toBe(1);
  });

  test("stands still until it is let go on", async () => {
    const { id } = await order({ kind: "hold", at: "answer", nth: 1 });
    const answer = invoke(name, { calls });
    await until(
      () => faults.seen(id),
      ({ held }) => held,
    );
    await faults.takeBack(id);
    expect((await answer).answer.answers).toEqual(Array(4).fill(200));
  });

  test("is told that its time is up", async () => {
    await order({ kind: "time-out", at: "answer", nth: 1 });
    expect((await invoke(name, { calls })).answer).toMatchObject({ errorType: "Sandbox.Timedout" });
  });

  test("is watched: what it calls is written down", async () => {
    const { id } = await order({ kind: "watch", at: "end", count: null });
    await invoke(name, { calls, operationId: "op_1", stage: "Some" });
    expect(await faults.seen(id)).toMatchObject({ fired: 0, taken: [{ operationId: "op_1", stage: "Some", calls }] });
  });
});

test("an order that makes no sense is refused field by field", async () => {
  const wrong = { kind: "kill", at: "noon", nth: 0, who: "x" } as never;
  await expect(faults.order(wrong)).rejects.toThrow(/400 .*"nth".*"who".*"at".*"noon"/s);
});
