import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Credentials } from "#contract/credentials.ts";
import { roles } from "#contract/roles.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { ada, callOf } from "#core/fakes/calls.ts";
import { fakeCloud } from "#core/fakes/cloud.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { fakeWorkflows } from "#core/fakes/workflows.ts";
import { clusterCredentials } from "./cluster-credentials.ts";
import { createCluster } from "./create-cluster.ts";

/** A cluster as far as it must be made for credentials, in the given state. */
const clusterIn = async (clusterState: "running" | "failed" | "deleted") => {
  const { ports } = fakeCloud();
  const { state, clock, secrets, authority, backups } = ports;
  const write = { state, clock, backups, workflows: fakeWorkflows(), clusterLimit: 20, machineLimit: 500 };
  const { id, clusterId } = await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, write);
  const input = { tenantId: ada.tenantId, clusterId, operationId: id };
  const { files } = await secrets.ensureKeys(clusterId, authority.newKeys);
  const certificateAuthority = files["pki/ca.crt"] ?? "";
  const at = clock.now();
  await state.updateCluster(input, { resources: { certificateAuthority }, endpoint: "https://one:6443", at });
  await state.finishOperation(input, { status: "succeeded", clusterState, nodeGroupState: clusterState, at });
  return { ports, clusterId, operationId: id };
};
const ask = ({ ports, clusterId }: Awaited<ReturnType<typeof clusterIn>>, caller: object = {}) =>
  clusterCredentials({ ...callOf({}), caller: { ...ada, ...caller }, body: undefined, params: { clusterId } }, ports);

test("credentials carry the caller's name, the role's groups and an end within the hour", async () => {
  const given = await clusterIn("running");
  const now = Date.parse(given.ports.clock.now());
  for (const role of roles) {
    const credentials = Credentials.parse(await ask(given, { role }));
    expect(credentials.groups).toEqual([`kubewright:${role}s:1`]);
    expect(credentials.clientCertificate).toContain("blue:ada");
    expect((Date.parse(credentials.expiresAt) - now) / 1000).toBeLessThanOrEqual(3700);
  }
});

test("no answer holds a key of the cluster's own", async () => {
  const given = await clusterIn("running");
  const { files } = await given.ports.secrets.keys(given.clusterId);
  expect(JSON.stringify(await ask(given))).not.toContain(files["pki/ca.key"]);
});

test("who got credentials is told, and of the credentials nothing; what cannot be told is not given", async () => {
  const given = await clusterIn("running");
  const { clientKey, clientCertificate, expiresAt } = await ask(given, { role: "viewer" });
  const { items } = await given.ports.state.events(ada.tenantId, { limit: 1 });
  expect(items).toMatchObject([
    { kind: "credentials.issued", who: "ada", message: `for kubewright:viewers:1 until ${expiresAt}` },
  ]);
  for (const secret of [clientKey, clientCertificate]) expect(JSON.stringify(items)).not.toContain(secret);
  const { ports: broken } = withFaults(given.ports, ({ name }) =>
    name === "state.addEvent" ? { before: new Error("away") } : undefined,
  );
  await expect(ask({ ...given, ports: broken })).rejects.toThrow("away");
});

test("a cluster that is being made gives none and names its operation", async () => {
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
  await expect(ask({ ports, clusterId, operationId: id })).rejects.toMatchObject({
    name: "WrongState",
    operationId: id,
  });
});

test("a deleted cluster, and another tenant's, is not there", async () => {
  await expect(ask(await clusterIn("deleted"))).rejects.toBeInstanceOf(NotFound);
  await expect(ask(await clusterIn("running"), { tenantId: "red" })).rejects.toBeInstanceOf(NotFound);
});

test("a failed cluster gives none", async () => {
  await expect(ask(await clusterIn("failed"))).rejects.toBeInstanceOf(WrongState);
});
