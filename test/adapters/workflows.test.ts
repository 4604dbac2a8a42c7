import { CreateStateMachineCommand, DeleteStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { typeid } from "typeid-js";
import { withCoreErrors } from "#adapters/aws-errors.ts";
import { sfnWorkflows } from "#adapters/sfn-workflows.ts";
import { untilDone } from "#adapters/until-done.ts";
import { workflowsContract } from "#adapters/workflows.contract.ts";
import { TemporaryFailure } from "#core/errors.ts";
import type { Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { newCluster } from "./cloud-under-test.ts";

const sfn = withCoreErrors(new SFNClient({}));
const arns: string[] = [];
let workflows: Workflows;

const stateMachine = async (name: string, state: object): Promise<string> => {
  const definition = JSON.stringify({ StartAt: "Only", States: { Only: { ...state } } });
  const roleArn = "arn:aws:iam::000000000000:role/workflows";
  const order = { name: `${name}-${typeid("sm")}`, definition, roleArn };
  const { stateMachineArn = "" } = await sfn.send(new CreateStateMachineCommand(order));
  arns.push(stateMachineArn);
  return stateMachineArn;
};

const newOperation = (kind: OperationRecord["kind"] = "cluster.create"): OperationRecord => ({
  tenantId: "tenant",
  operationId: typeid("op").toString(),
  clusterId: newCluster(),
  clusterName: "one",
  kind,
  status: "pending",
  generation: 1,
  stages: [],
  requestedBy: "ada",
  createdAt: "2026-01-01T00:00:00.000Z",
});

beforeAll(async () => {
  const passes = await stateMachine("create", { Type: "Pass", End: true });
  workflows = sfnWorkflows(sfn, {
    "cluster.create": passes,
    "cluster.mend": passes,
    "keys.rotate": passes,
    "node-group.create": passes,
    "node-group.update": passes,
    "node-group.roll": passes,
    "node-group.delete": passes,
    "node.drain": passes,
    "node.replace": passes,
    "node.remove": passes,
    "cluster.restore": passes,
    "cluster.hibernate": passes,
    "cluster.wake": passes,
    "backup.create": passes,
    "backup.drill": passes,
    "control-plane.replace": passes,
    "credentials.revoke": passes,
    "cluster.upgrade": passes,
    "cluster.rollback": passes,
    "cluster.delete": await stateMachine("delete", { Type: "Fail", Error: "Broken" }),
  });
}, 30_000);
afterAll(async () => {
  for (const stateMachineArn of arns) await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
});

describe("workflows on Step Functions", () => {
  workflowsContract(() => workflows, newOperation);

  /** @throws TemporaryFailure while it runs */
  const ended = async (operation: OperationRecord) => {
    const status = await workflows.status(operation);
    if (!("endedAt" in status)) throw new TemporaryFailure("still running");
    expect(Math.abs(Date.now() - Date.parse(status.endedAt))).toBeLessThan(60_000);
    return status.is;
  };

  test("one that ends well has succeeded, and a repeated start leaves it so", async () => {
    const operation = newOperation();
    await workflows.start(operation);
    expect(await untilDone(() => ended(operation))).toBe("succeeded");
    await workflows.start(operation);
    expect(await ended(operation)).toBe("succeeded");
  });

  test("one that fails has failed", async () => {
    const operation = newOperation("cluster.delete");
    await workflows.start(operation);
    expect(await untilDone(() => ended(operation))).toBe("failed");
  });
});
