import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateCluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { TemporaryFailure } from "#core/errors.ts";
import { ada, callOf } from "#core/fakes/calls.ts";
import { type FakeCloud, fakeCloud } from "#core/fakes/cloud.ts";
import { type FakeWorkflows, fakeWorkflows } from "#core/fakes/workflows.ts";
import { entryOf } from "#core/operations/runs.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Ports } from "#core/stages/stage.ts";
import { placeholders } from "#stacks/sources.ts";
import { stageFunction } from "./stage-functions.ts";
import { type Failure, type Machine, type Walk, walk } from "./walk.ts";

/** The one that carries out each kind of operation; adapters/connect-workflows.ts says where it is. */
export const workflowOf = {
  "cluster.create": "create-cluster",
  "cluster.delete": "delete-cluster",
  "cluster.restore": "restore-cluster",
  "cluster.hibernate": "hibernate-cluster",
  "cluster.wake": "wake-cluster",
  "backup.create": "back-up-cluster",
  "backup.drill": "drill-backup",
  "cluster.upgrade": "upgrade-cluster",
  "cluster.rollback": "upgrade-cluster",
  "keys.rotate": "upgrade-cluster",
  "control-plane.replace": "replace-member",
  "cluster.mend": "mend-cluster",
  "node-group.create": "change-nodes",
  "node-group.update": "change-nodes",
  "node-group.roll": "change-nodes",
  "node-group.delete": "change-nodes",
  "node.drain": "change-nodes",
  "node.replace": "change-nodes",
  "node.remove": "change-nodes",
  "credentials.revoke": "revoke-credentials",
} as const satisfies Record<Operation["kind"], string>;
const textOf = (workflow: string): string =>
  readFileSync(join(import.meta.dirname, "../../statemachines", `${workflow}.asl.json`), "utf8");
const texts = Object.fromEntries(Object.values(workflowOf).map((workflow) => [workflow, textOf(workflow)]));
export const machines = Object.fromEntries(
  Object.entries(texts).map(([workflow, text]) => [workflow, JSON.parse(text) as Machine]),
);

/** As the Lambda service words what a function throws. */
const failureOf = (error: unknown): Failure => {
  const { name, message } = error as Error;
  return { Error: name, Cause: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }) };
};

export interface Service extends FakeCloud {
  workflows: FakeWorkflows;
  write: WritePorts & { prices: Prices; backups: Backups };
  create(body: unknown, more?: Partial<Call>): Promise<Operation>;
  remove(clusterId: string, more?: Partial<Call>): Promise<Operation>;
  /**
   * Runs the operation's workflow, through the functions' own handlers, to its end.
   * @param ports other ports than the cloud's own, such as ones that break
   * @param before called before each stage
   * @param twice stages whose first answer is lost once they are done: they are run again
   * @param atOnce every stage is run twice side by side; the first one's answer is the stage's
   */
  run(
    operation: Operation,
    ports?: Ports,
    before?: (stage: string) => void,
    twice?: ReadonlySet<string>,
    atOnce?: boolean,
  ): Promise<Walk>;
}

export const caller = ada;

/** The whole service in memory: rules, workflows and functions on the fake cloud; no HTTP, no AWS. */
export const inMemory = (): Service => {
  const cloud = fakeCloud();
  const workflows = fakeWorkflows();
  const write: Service["write"] = {
    prices: cloud.ports.prices,
    backups: cloud.ports.backups,
    state: cloud.ports.state,
    clock: cloud.ports.clock,
    workflows,
    clusterLimit: 20,
    machineLimit: 500,
  };

  const run: Service["run"] = async (
    { id, kind, clusterId },
    ports = cloud.ports,
    before = () => {},
    twice = new Set(),
    atOnce = false,
  ) => {
    const workflow = workflowOf[kind];
    const functions = new Map<string, Awaited<ReturnType<typeof stageFunction>>>();
    // One after the other: Jest links no two modules at once.
    for (const name of placeholders(texts[workflow] ?? "")) functions.set(name, await stageFunction(name, () => ports));
    const record = () => cloud.ports.state.operation(caller.tenantId, id);
    const again = new Set(twice);
    const task = async (name: string, payload: unknown): Promise<unknown> => {
      const { stage } = payload as { stage: string };
      before(stage);
      try {
        const work = () => functions.get(name)?.(payload);
        const beside = atOnce ? Promise.resolve(work()).catch(() => undefined) : undefined;
        const result = await Promise.resolve(work()).finally(() => beside);
        if (again.delete(stage)) throw new TemporaryFailure("the answer is lost");
        return result ?? null;
      } catch (error) {
        return Promise.reject(failureOf(error));
      }
    };
    const answerTo = async (token: string, payload: unknown): Promise<unknown> => {
      const { instanceId } = payload as { instanceId: string };
      const failed = (why: unknown): Failure => ({ Error: "BootFailed", Cause: (why as Error).message });
      await cloud.boot(instanceId).catch((error: unknown) => Promise.reject(failed(error)));
      const report = cloud.answers.get(token);
      if (!report) return Promise.reject({ Error: "States.HeartbeatTimeout", Cause: "" } satisfies Failure);
      return report;
    };
    for (;;) {
      const operation = await record();
      // What was asked for is started by its caller; what goes on by the table's stream.
      if (operation.run !== undefined) await workflows.start(operation);
      const back = workflows.unwound(id);
      const { goesOn, ...entry } = entryOf(operation);
      const unwinding = back ? { unwind: back.stage, ...(back.step ? { step: back.step } : {}) } : undefined;
      const ids = { tenantId: operation.tenantId, clusterId, operationId: id, ...entry };
      const input = { ...ids, ...(unwinding ?? (goesOn ? { goesOn } : {})) };
      const walked = await walk(machines[workflow] as Machine, input, { task, answerTo });
      workflows.end(id, walked.end === "Succeed" ? "succeeded" : "failed");
      const { status, run: next } = await record();
      if (status !== "pending" || next === operation.run) return walked;
    }
  };

  return {
    ...cloud,
    workflows,
    write,
    create: (body, more) => createCluster({ ...callOf(more ?? {}), body: CreateCluster.parse(body) }, write),
    remove: (clusterId, more) =>
      deleteCluster({ ...callOf(more ?? {}), body: undefined, params: { clusterId } }, write),
    run,
  };
};
