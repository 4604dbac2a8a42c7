import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { roles } from "#contract/roles.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import { TemporaryFailure } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { callsOf, type Outcome, runBrokenAt, stateOf, ways } from "./broken.ts";
import { bound, revoke } from "./cluster-calls.ts";
import { caller, inMemory, type Service } from "./service.ts";

/** A running cluster whose operators' credentials are being revoked. */
const begin = async (service: Service): Promise<Operation> => {
  const created = await service.create({ name: "one" });
  await service.run(created);
  return revoke(service, created.clusterId);
};

/** Groups that callers are given certificates for. */
const given = async ({ ports }: Service, clusterId: string): Promise<string[]> => {
  const call = { ...callOf({}), body: undefined, params: { clusterId } };
  const answers = await Promise.all(
    roles.map((role) => clusterCredentials({ ...call, caller: { ...caller, role } }, ports)),
  );
  return answers.flatMap(({ groups }) => groups);
};

const groups = (operators: number) =>
  ["kubewright:viewers:1", `kubewright:operators:${operators}`, "kubewright:admins:1"].sort();

const seenIn = async (outcome: Outcome) => {
  const { service, operation } = outcome;
  const { cluster, operation: after } = await stateOf(outcome);
  return {
    state: cluster.state,
    held: cluster.activeOperation,
    status: after.status,
    given: (await given(service, operation.clusterId)).sort(),
    bound: bound(service, operation.clusterId).sort(),
  };
};

test("afterwards the operators' old group has no right, and the new one is what they are given", async () => {
  const service = inMemory();
  const operation = await begin(service);
  expect(await given(service, operation.clusterId)).toContain("kubewright:operators:1");
  await service.run(operation);
  const after = { state: "running", held: undefined, status: "succeeded", given: groups(2), bound: groups(2) };
  expect(await seenIn({ service, operation } as Outcome)).toEqual(after);
  const again = await revoke(service, operation.clusterId);
  await service.run(again);
  expect(bound(service, operation.clusterId).sort()).toEqual(groups(3));
});

for (const [way, how] of ways) {
  test(`a call that breaks once ${way} is repeated`, async () => {
    for (const place of await callsOf(begin)) {
      const outcome = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
      const after = { state: "running", held: undefined, status: "succeeded", given: groups(2), bound: groups(2) };
      expect({ ...place, ...(await seenIn(outcome)) }).toEqual({ ...place, ...after });
    }
  });

  test(`a stage that breaks for good ${way} leaves rights with those that have them`, async () => {
    for (const place of await callsOf(begin)) {
      const outcome = await runBrokenAt(begin, { ...place, how: how(new Error("no")), always: true });
      const done = outcome.broken === "state.finishOperation" && way.startsWith("after");
      const [status, generation] = done ? ["succeeded", 2] : ["rolled-back", 1];
      const all = { given: groups(generation as number), bound: groups(generation as number) };
      expect({ ...place, ...(await seenIn(outcome)) }).toEqual({
        ...{ ...place, state: "running", held: undefined, status },
        ...all,
      });
    }
  });
}

test("when the rights can be moved neither on nor back it says so, and nobody holds a group that gets them later", async () => {
  const service = inMemory();
  const operation = await begin(service);
  const kubernetes = {
    ...service.ports.kubernetes,
    connect: async (...order: Parameters<typeof service.ports.kubernetes.connect>) => {
      const api = await service.ports.kubernetes.connect(...order);
      return { ...api, apply: () => Promise.reject(new Error("no")) };
    },
  };
  await service.run(operation, { ...service.ports, kubernetes });
  const after = await service.ports.state.operation(caller.tenantId, operation.id);
  expect([after.status, after.error?.message]).toEqual([
    "failed",
    expect.stringContaining("revoke the credentials again"),
  ]);
  expect(await given(service, operation.clusterId)).toContain("kubewright:operators:1");
  await service.run(await revoke(service, operation.clusterId));
  expect(await given(service, operation.clusterId)).toContain("kubewright:operators:2");
  expect(bound(service, operation.clusterId).sort()).toEqual(groups(2));
});

test("cancelled while it runs, it goes back", async () => {
  const service = inMemory();
  const operation = await begin(service);
  const cancel = { ...callOf({}), body: undefined, params: { operationId: operation.id } };
  let asked: Promise<unknown> | undefined;
  await service.run(operation, service.ports, (stage) => {
    if (stage === "FinishRevocation") asked ??= cancelOperation(cancel, service.write);
  });
  await asked;
  const { status, ...rest } = await seenIn({ service, operation } as Outcome);
  expect(status).toBe("cancelled");
  expect(rest).toEqual({ state: "running", held: undefined, given: groups(1), bound: groups(1) });
});
