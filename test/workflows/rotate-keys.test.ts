import { X509Certificate } from "node:crypto";
import { expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { KeyPhase } from "#contract/key-phases.ts";
import type { KeyRotationPlan } from "#contract/key-rotations.ts";
import type { Operation } from "#contract/operations.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

const certificatesIn = (pem: string): string[] => pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];

/** Through API, table, Step Functions, Secrets Manager and region; what can go wrong is told in memory. */
test("three phases replace a cluster's keys, and every machine once each", async () => {
  const tenant = await tenantOf(service, "rotate");
  const clusterId = await tenant.running({ name: "rotate", nodeGroups: [{ name: "default", size: 1 }] });
  const path = `/clusters/${clusterId}/keys/rotate`;
  const credentials = () => tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
  const ids = async () => (await tenant.nodes(clusterId)).map(({ id }) => id);
  const { secrets } = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });
  const before = await credentials();

  const plan = await tenant.call<KeyRotationPlan>("POST", `${path}?validateOnly=true`, { phase: "add" });
  expect(plan).toMatchObject({ kind: "keys.rotate", phase: "add", ready: true, machines: 4 });
  expect(plan.steps.map(({ kind }) => kind)).toEqual(["prepare", "member", "member", "member", "add-ons", "node"]);
  await expect(tenant.call("POST", path, { phase: "move" })).rejects.toThrow(/409.*allowed is add/);

  const phase = async (name: KeyPhase, force: string[] = []): Promise<string[]> => {
    const were = await ids();
    const ended = await tenant.over(await tenant.call<Operation>("POST", path, { phase: name, force }));
    expect({ status: ended.status, error: ended.error }).toEqual({ status: "succeeded", error: undefined });
    expect(ended.keyRotation).toMatchObject({ phase: name, goesBack: false, machines: { done: 4, total: 4 } });
    expect((await ids()).filter((id) => were.includes(id))).toEqual([]);
    const now = await credentials();
    const trusted = certificatesIn(now.certificateAuthority);
    const [signs = ""] = trusted;
    expect(new X509Certificate(now.clientCertificate).verify(new X509Certificate(signs).publicKey)).toBe(true);
    return trusted;
  };

  const [old = ""] = certificatesIn(before.certificateAuthority);
  const added = await phase("add");
  expect(added).toEqual([old, expect.any(String)]);
  expect(await phase("move")).toEqual(added.toReversed());
  expect((await tenant.cluster(clusterId)).keys).toMatchObject({ state: "moved", usedBy: [{ what: "credentials" }] });
  await expect(tenant.call("POST", path, { phase: "drop" })).rejects.toThrow(/409.*the old keys are in use/);
  expect(await phase("drop", ["credentials"])).toEqual(added.slice(1));
  expect(JSON.stringify(await secrets.keys(clusterId))).not.toContain(JSON.stringify(old).slice(1, -1));
  expect(await tenant.cluster(clusterId)).toMatchObject({
    ...{ state: "running", keys: { state: "settled", nextPhase: "add", usedBy: [] } },
  });
  await tenant.over(await tenant.remove(clusterId));
}, 400_000);
