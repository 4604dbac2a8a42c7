import { expect, test } from "@jest/globals";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { orphansIn, stuckIn } from "./end-state.ts";

const operation = (operationId: string, status: OperationRecord["status"], tenantId = "ours") =>
  ({ tenantId, operationId, kind: "cluster.create", status }) as OperationRecord;
const cluster = (clusterId: string, activeOperation?: string) =>
  ({ tenantId: "ours", clusterId, state: "running", ...(activeOperation ? { activeOperation } : {}) }) as ClusterRecord;
const execution = (name: string, status: string) => ({ arn: "", workflow: "create-cluster", name, status });
const isOurs = (tenantId: string): boolean => tenantId === "ours";

test("what is over is not stuck", () => {
  const operations = [
    operation("op_1", "succeeded"),
    operation("op_2", "failed"),
    operation("op_3", "running", "theirs"),
  ];
  const executions = [execution("op_1", "SUCCEEDED"), execution("op_3", "RUNNING")];
  expect(stuckIn({ operations, clusters: [cluster("cls_1")] }, executions, isOurs)).toEqual([]);
});

test("an open operation, a cluster that is held and an execution without an end are stuck", () => {
  const operations = [operation("op_1", "running"), operation("op_2", "succeeded")];
  const clusters = [cluster("cls_1", "op_2")];
  expect(stuckIn({ operations, clusters }, [execution("op_2-2", "RUNNING")], isOurs)).toEqual([
    "cluster.create op_1 is running",
    "cluster cls_1 (running) is held by op_2",
    "an execution of create-cluster for op_2-2 runs, and its operation is over",
  ]);
});

test("an execution of no operation is hidden work", () => {
  const executions = [
    execution("op_1", "SUCCEEDED"),
    execution("op_1-unwind", "SUCCEEDED"),
    execution("mine", "SUCCEEDED"),
  ];
  expect(orphansIn([operation("op_1", "succeeded")], executions)).toEqual([
    "an execution of create-cluster, mine, belongs to no operation",
  ]);
});
