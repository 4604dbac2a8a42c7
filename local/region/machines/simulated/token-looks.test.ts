import type { GetParametersCommand } from "@aws-sdk/client-ssm";
import { expect, test } from "@jest/globals";
import { tokenLooks } from "./token-looks.ts";

test("many machines that look at the same time are a few calls, one after the other", async () => {
  const calls: string[][] = [];
  let atOnce = 0;
  const send = async ({ input: { Names = [] } }: GetParametersCommand) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    calls.push(Names);
    return { Parameters: Names.filter((name) => name === "/7").map((Name) => ({ Name, Value: "token" })) };
  };
  const look = tokenLooks({ send } as never);
  const found = await Promise.all(Array.from({ length: 25 }, (_, i) => look(`/${i}`)));
  expect(found.flatMap((value, i) => (value === undefined ? [] : [i, value]))).toEqual([7, "token"]);
  // The first one goes at once, and what comes meanwhile together.
  expect(calls.map((names) => names.length)).toEqual([1, 10, 10, 4]);
});

test("a call that fails finds nothing, and the next one is made", async () => {
  let calls = 0;
  const send = async () => {
    calls += 1;
    if (calls === 1) throw new Error("not there");
    return { Parameters: [{ Name: "/a", Value: "token" }] };
  };
  const look = tokenLooks({ send } as never);
  expect(await look("/a")).toBeUndefined();
  expect(await look("/a")).toBe("token");
});
