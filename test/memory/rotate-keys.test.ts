import { expect, test } from "@jest/globals";
import type { Credentials } from "#contract/credentials.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { callOf } from "#core/fakes/calls.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { ended } from "./node-rest.ts";
import { keysNow, passCredentials, rotate, rotated } from "./rotations.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { switched } from "./sleepers.ts";

const settled = (revision: number, ca: string) => ({
  ...{ cluster: "running", trusted: [ca], signs: [ca], kept: [ca], handedOut: [ca], found: [ca], extensions: [ca] },
  ...{ revision: [revision, revision], machines: [revision] },
});
const added = {
  ...{ cluster: "running", trusted: ["CA 1", "CA 2"], signs: ["CA 1"], signsBy: ["CA 1"], kept: ["CA 1", "CA 2"] },
  ...{ handedOut: ["CA 1", "CA 2"], found: ["CA 1", "CA 2"], told: ["sha256:1", "sha256:1"] },
  ...{ revision: [1, 1], machines: [1] },
};
const moved = {
  ...{ cluster: "running", trusted: ["CA 2", "CA 1"], signs: ["CA 2"], signsBy: ["CA 2"], kept: ["CA 1", "CA 2"] },
  ...{ handedOut: ["CA 2", "CA 1"], found: ["CA 2", "CA 1"], told: ["sha256:2", "sha256:2"] },
  ...{ revision: [2, 2], machines: [2] },
};

const idsOf = async ({ ports }: Service, clusterId: string) =>
  (await ports.state.nodes(caller.tenantId, clusterId)).items.map(({ nodeId }) => nodeId);
const view = ({ ports }: Service, clusterId: string) => viewCluster(callOf({ params: { clusterId } }), ports);
const credentials = ({ ports }: Service, clusterId: string): Promise<Credentials> =>
  clusterCredentials(callOf({ params: { clusterId } }), ports);

test("three phases replace every machine once each, and leave nothing of the old keys", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service, "add");
  const first = await idsOf(service, clusterId);
  expect(await keysNow(service, clusterId)).toMatchObject(added);
  expect((await credentials(service, clusterId)).clientCertificate).toContain("by CA 1");

  expect((await ended(service, await rotate(service, clusterId, "move"))).status).toBe("succeeded");
  const second = await idsOf(service, clusterId);
  expect(second.filter((id) => first.includes(id))).toEqual([]);
  expect(await keysNow(service, clusterId)).toMatchObject(moved);
  expect((await credentials(service, clusterId)).clientCertificate).toContain("by CA 2");

  passCredentials(service);
  expect((await ended(service, await rotate(service, clusterId, "drop"))).status).toBe("succeeded");
  expect((await idsOf(service, clusterId)).filter((id) => second.includes(id))).toEqual([]);
  expect(await keysNow(service, clusterId)).toMatchObject(settled(3, "CA 2"));

  expect((await ended(service, await rotate(service, clusterId, "add"))).status).toBe("succeeded");
  expect(await keysNow(service, clusterId)).toMatchObject({ trusted: ["CA 2", expect.not.stringMatching(/CA [12]$/)] });
});

test("the old keys are not dropped before credentials have ended that they have signed, unless the caller says so", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service, "add", "move");
  const { keys } = await view(service, clusterId);
  expect(keys).toMatchObject({ state: "moved", nextPhase: "drop", usedBy: [{ what: "credentials" }] });
  const until = keys?.usedBy[0]?.until ?? "";
  expect(keys?.nextPhaseFrom).toBe(until);
  await expect(rotate(service, clusterId, "drop")).rejects.toThrow(until);
  const { status } = await ended(service, await rotate(service, clusterId, "drop", ["credentials"]));
  expect(status).toBe("succeeded");
  expect((await view(service, clusterId)).keys).toMatchObject({ state: "settled", nextPhase: "add", usedBy: [] });
});

test("only the phase that is next is taken, and says which that is", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service);
  await expect(rotate(service, clusterId, "move")).rejects.toThrow(/phase: move is not next;.*allowed is add/);
  expect((await ended(service, await rotate(service, clusterId, "add"))).status).toBe("succeeded");
  for (const phase of ["add", "drop"] as const)
    await expect(rotate(service, clusterId, phase)).rejects.toThrow(/allowed is move/);
});

test.each([
  ["add", [], settled(0, "CA 1")],
  ["move", ["add"], added],
  ["drop", ["add", "move"], moved],
] as const)("phase %s that is cancelled on its way goes back to how it was", async (phase, before, was) => {
  const service = inMemory();
  const { clusterId } = await rotated(service, ...before);
  if (phase === "drop") passCredentials(service);
  const operation = await rotate(service, clusterId, phase);
  let drains = 0;
  let asked: Promise<unknown> | undefined;
  await service.run(operation, service.ports, (stage) => {
    // All members are replaced, and one of two workers.
    if (stage === "DrainNodes" && ++drains === 2)
      asked = cancelOperation(callOf({ params: { operationId: operation.id } }), service.write);
  });
  await asked;
  const { status } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(status).toBe("cancelled");
  expect(await keysNow(service, clusterId)).toMatchObject(was);
});

test("a token in a Secret that the old key has signed keeps it from being dropped", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service, "add", "move");
  passCredentials(service);
  const { loadBalancer } = (await service.ports.state.cluster(caller.tenantId, clusterId)).resources;
  const keys = await service.ports.secrets.keys(clusterId);
  const api = await service.ports.kubernetes.connect({ dnsName: loadBalancer?.dnsName ?? "", keys });
  await api.apply({
    ...{ apiVersion: "v1", kind: "Secret", type: "kubernetes.io/service-account-token" },
    metadata: { name: "robot", namespace: "default" },
    data: { token: Buffer.from("e30.e30.x").toString("base64") },
  });
  const refused = await ended(service, await rotate(service, clusterId, "drop"));
  expect(refused.error?.message).toContain("Secret default/robot is signed with the old key");
  expect(await keysNow(service, clusterId)).toMatchObject(moved);
  const forced = await ended(service, await rotate(service, clusterId, "drop", ["service-account-tokens"]));
  expect(forced.status).toBe("succeeded");
});

test("a cluster that slept between two phases wakes with the keys that it had", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service, "add", "move");
  await switched(service, clusterId, "cluster.hibernate");
  await switched(service, clusterId, "cluster.wake");
  expect(await keysNow(service, clusterId)).toMatchObject(moved);
  passCredentials(service);
  const { status, error } = await ended(service, await rotate(service, clusterId, "drop"));
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  expect(await keysNow(service, clusterId)).toMatchObject(settled(3, "CA 2"));
});
