import { describe, expect, test } from "@jest/globals";
import { stageKinds } from "./kinds.ts";

describe("of calls that nobody can refuse", () => {
  test("none is throttled", () => {
    expect(stageKinds["the cloud throttles"](["dynamodb", "kubernetes", "kubernetes"], "seed")).toBeUndefined();
  });

  test("none is counted", () => {
    const calls = ["dynamodb", ...Array(50).fill("kubernetes"), "ec2"];
    expect(stageKinds["the cloud throttles"](calls, "seed")).toMatchObject({ of: "cloud", nth: 1 });
  });
});
