import { describe, expect, test } from "@jest/globals";
import type { Context } from "aws-lambda";
import { CreateCluster } from "#contract/clusters.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { InvalidInput, NotYet, Superseded, TemporaryFailure } from "#core/errors.ts";
import { ada, callOf } from "#core/fakes/calls.ts";
import { fakeCloud } from "#core/fakes/cloud.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { fakeWorkflows } from "#core/fakes/workflows.ts";
import type { Stage } from "#core/stages/stage.ts";
import { stageHandler } from "./stage-handler.ts";

const begun = async () => {
  const { ports } = fakeCloud();
  const write = {
    state: ports.state,
    clock: ports.clock,
    backups: ports.backups,
    workflows: fakeWorkflows(),
    clusterLimit: 20,
    machineLimit: 500,
  };
  const { id, clusterId } = await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, write);
  const input = { tenantId: ada.tenantId, clusterId, operationId: id };
  const run = async (stage: string, work: Stage<never, unknown>, more: object = {}, on = ports): Promise<unknown> =>
    stageHandler(work as Stage, () => on)({ ...input, stage, ...more }, { awsRequestId: "request" } as Context);
  const operation = () => ports.state.operation(input.tenantId, id);
  const noted = async (name: string) => (await operation()).stages.find((stage) => stage.name === name);
  return { ports, input, run, operation, noted };
};

describe("a stage is noted", () => {
  test("at its start and its end, and its answer handed on", async () => {
    const { run, noted, operation } = await begun();
    let during: unknown;
    const result = await run("CreateNetwork", async () => {
      during = (await noted("CreateNetwork"))?.status;
      return { made: 1 };
    });
    expect({ result, during }).toEqual({ result: { made: 1 }, during: "running" });
    expect(await noted("CreateNetwork")).toMatchObject({ status: "succeeded", attempts: 1 });
    expect((await operation()).status).toBe("running");
  });

  test.each([new NotYet("the gateway is being made"), new TemporaryFailure("throttled")])(
    "as going on, with what it waits for: $name",
    async (error) => {
      const { run, noted } = await begun();
      await expect(run("OpenEgress", () => Promise.reject(error))).rejects.toBe(error);
      expect(await noted("OpenEgress")).toMatchObject({ status: "running", attempts: 1, message: error.message });
      await run("OpenEgress", async () => {});
      const after = await noted("OpenEgress");
      expect(after).toMatchObject({ status: "succeeded", attempts: 2 });
      expect(after).not.toHaveProperty("message");
    },
  );

  test("as failed, in the words of an error that was expected", async () => {
    const { run, noted } = await begun();
    await expect(run("CheckRequest", () => Promise.reject(new InvalidInput("two zones")))).rejects.toThrow("two zones");
    expect(await noted("CheckRequest")).toMatchObject({ status: "failed", message: "two zones" });
  });

  test("its undo under its own name, and the operation as going back", async () => {
    const { run, noted, operation } = await begun();
    await run("CreateKeys", async () => {});
    await run("UndoCreateKeys", async () => {});
    expect(await noted("CreateKeys")).toMatchObject({ status: "undone" });
    expect((await operation()).status).toBe("rolling-back");
  });

  test("an undo that waits is still undoing", async () => {
    const { run, noted } = await begun();
    await expect(run("UndoCreateNetwork", () => Promise.reject(new NotYet("still there")))).rejects.toThrow(NotYet);
    expect(await noted("CreateNetwork")).toMatchObject({ status: "undoing", message: "still there" });
  });

  test("a boot that was only handed to its machine is not over", async () => {
    const { run, noted } = await begun();
    await run("AwaitMachines", async () => {});
    expect(await noted("AwaitMachines")).toMatchObject({ status: "running" });
  });

  test("a report of what failed leaves the operation's way as it was", async () => {
    const { run, operation } = await begun();
    await run("CheckRequest", async () => {});
    await run("ReportFailure", async () => {});
    expect((await operation()).status).toBe("running");
  });
});

describe("a bug", () => {
  test("tells the workflow, the operation and the history nothing", async () => {
    const { run, noted } = await begun();
    const secret = "the CA's key";
    const error = (await run("CreateKeys", () => Promise.reject(new Error(secret, { cause: new Error(secret) }))).catch(
      (thrown: unknown) => thrown,
    )) as Error;
    expect({ name: error.name, message: error.message, cause: error.cause }).toEqual({
      name: "Bug",
      message: "see the function's log",
      cause: undefined,
    });
    expect(error.stack).not.toContain(secret);
    expect(Object.values(error).map(String).join(" ")).not.toContain(secret);
    expect(await noted("CreateKeys")).toMatchObject({ status: "failed", message: "the stage failed unexpectedly" });
  });

  test("an event that is none never reaches the stage", async () => {
    const { run } = await begun();
    let reached = false;
    const stage = async () => {
      reached = true;
    };
    await expect(run("CreateKeys", stage, { tenantId: 3 })).rejects.toMatchObject({ name: "Bug" });
    expect(reached).toBe(false);
  });
});

describe("a stage of an operation that no longer holds the cluster", () => {
  test("does nothing", async () => {
    const { run, ports, input } = await begun();
    await ports.state.finishOperation(input, {
      status: "failed",
      clusterState: "failed",
      nodeGroupState: "failed",
      at: ports.clock.now(),
    });
    let reached = false;
    const stage = async () => {
      reached = true;
    };
    await expect(run("CreateKeys", stage)).rejects.toBeInstanceOf(Superseded);
    expect(reached).toBe(false);
  });

  test("stops in the middle, and notes nothing", async () => {
    const { run, noted } = await begun();
    await expect(run("CreateKeys", () => Promise.reject(new Superseded("another holds it")))).rejects.toThrow(
      Superseded,
    );
    expect(await noted("CreateKeys")).toMatchObject({ status: "running" });
  });
});

test("a note that cannot be written stops the stage before it has done anything", async () => {
  const { run, ports } = await begun();
  const { ports: broken } = withFaults(ports, ({ name }) =>
    name === "state.noteStage" ? { before: new TemporaryFailure("away") } : undefined,
  );
  let reached = false;
  const stage = async () => {
    reached = true;
  };
  await expect(run("CreateKeys", stage, {}, broken)).rejects.toThrow(TemporaryFailure);
  expect(reached).toBe(false);
});
