import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import * as errors from "#core/errors.ts";
import { expectedNames } from "#core/errors.ts";
import { failureOf } from "./report-failure.ts";

const thrown = (name: string, message: string) => ({
  stage: "LaunchControlPlane",
  Error: name,
  Cause: JSON.stringify({ errorType: name, errorMessage: message, trace: [message] }),
});

describe("what the caller is told of a failure", () => {
  test("the message of an expected error", () => {
    expect(failureOf(thrown("QuotaExceeded", "the account may have 5 VPCs"))).toEqual({
      code: "QuotaExceeded",
      message: "the account may have 5 VPCs",
      stage: "LaunchControlPlane",
    });
  });

  test("the list holds names of errors of ours only", () => {
    const ours = new Map(Object.entries(errors) as [string, new (message: string) => Error][]);
    for (const name of expectedNames) {
      const made = new (ours.get(name) ?? Error)("text");
      expect({ name: made.name, expected: errors.isExpected(made) }).toEqual({ name, expected: true });
    }
  });

  test.each([
    ["States.HeartbeatTimeout", "a machine has not been heard of for too long"],
    ["States.Timeout", "the stage took too long"],
  ])("%s in words", (name, message) => {
    expect(failureOf({ stage: "AwaitMachines", Error: name, Cause: "" }).message).toBe(message);
    expect(failureOf({ stage: "AwaitMachines", Error: name }).message).toBe(message);
  });

  test("what the machine itself says, not too much of it", () => {
    const { message } = failureOf({ stage: "AwaitMachines", Error: "BootFailed", Cause: "kubeadm init: no disk" });
    expect(message).toBe("kubeadm init: no disk");
    const long = failureOf({ stage: "AwaitMachines", Error: "BootFailed", Cause: "x".repeat(10_000) });
    expect(long.message).toHaveLength(2000);
  });

  test("nothing at all of anything else, whatever it is made of", () => {
    const secret = "-----BEGIN EC PRIVATE KEY-----";
    const name = fc
      .oneof(
        fc.string(),
        fc.constantFrom("Error", "TypeError", "Bug", "Runtime.ExitError", "Runtime.ImportModuleError", "ZodError"),
      )
      .filter((one) => !expectedNames.has(one) && one !== "BootFailed");
    const cause = fc.oneof(
      fc.constant(secret),
      fc.constant(JSON.stringify(secret)),
      name.map((errorType) => JSON.stringify({ errorType, errorMessage: secret, trace: [secret] })),
      // Somebody else's error in the clothes of ours.
      fc.constantFrom(...expectedNames).map((errorType) => JSON.stringify({ errorType, errorMessage: secret })),
    );
    fc.assert(
      fc.property(name, cause, (Name, Cause) => {
        expect(failureOf({ stage: "CreateKeys", Error: Name, Cause }).message).not.toContain(secret);
      }),
    );
  });
});
