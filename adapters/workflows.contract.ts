import { expect, test } from "@jest/globals";
import type { Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";

/** What every implementation of Workflows promises. @param newOperation one of kind cluster.create that was never started */
export const workflowsContract = (workflows: () => Workflows, newOperation: () => OperationRecord): void => {
  test("what was never started is absent", async () => {
    expect(await workflows().status(newOperation())).toEqual({ is: "absent" });
  });

  test("one that is unwound runs anew, once, and the operation is as that one is", async () => {
    const operation = newOperation();
    await workflows().start(operation);
    await workflows().unwind(operation, { stage: "CreateNetwork" });
    await workflows().unwind(operation, { stage: "CreateNetwork" });
    const status = await workflows().status(operation);
    expect("endedAt" in status ? status.unwinds : status.is === "running").toBe(true);
  });

  test("an operation that is gone on with has an execution of its own, which is unwound by itself", async () => {
    const operation = newOperation();
    await workflows().start(operation);
    await workflows().unwind(operation, { stage: "CreateNetwork" });
    const next = { ...operation, run: 2 };
    expect(await workflows().status(next)).toEqual({ is: "absent" });
    await workflows().start(next);
    const status = await workflows().status(next);
    expect("endedAt" in status ? status.unwinds : status.is !== "running").toBe(false);
  });

  test("started twice it runs once", async () => {
    const operation = newOperation();
    await workflows().start(operation);
    await workflows().start(operation);
    expect(["running", "succeeded"]).toContain((await workflows().status(operation)).is);
  });
};
