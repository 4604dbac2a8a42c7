import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { run } from "#test/run-program.ts";
import { service } from "#test/service.ts";
import { listenToBus } from "./secrets/bus.ts";
import { type Secret, secretsIn, textsOf } from "./secrets/forms.ts";
import { executions, logs, objectNames, type Places, sightings, tables, userData, vaults } from "./secrets/places.ts";

type Tenant = Awaited<ReturnType<typeof tenantOf>>;

const cloud = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });

/** Where each kind of secret may be, and is: everywhere else it is looked for, in every spelling. */
const homes = { keys: /^secret /, taskTokens: /^history / };

const done = async (tenant: Tenant, asked: Promise<Operation>): Promise<Operation> => {
  const operation = await tenant.over(await asked);
  expect({ kind: operation.kind, status: operation.status, error: operation.error }).toMatchObject({
    status: "succeeded",
  });
  return operation;
};

const refused = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(
    () => new Error("it is not refused"),
    (refusal: Error) => refusal,
  );
  expect(error.message).toMatch(/: 4\d\d /);
  return error.message;
};

/** A node group for which there is no machine: as often as it is asked for. */
const failsToGrow = async (tenant: Tenant, path: string): Promise<string> => {
  const machineType = "r7i.2xlarge";
  await orderFault(service.regionUrl, { kind: "no-capacity", instanceType: machineType, count: 3 });
  const asked = tenant.call<Operation>("POST", `${path}/node-groups`, { name: "none", size: 1, machineType });
  const operation = await tenant.over(await asked);
  expect(operation).toMatchObject({ status: "rolled-back", error: { code: "NoCapacity" } });
  return operation.id;
};

/** What the command line says of a cluster, and to what is wrong, with the token in its environment. */
const told = async (token: string, failed: string): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), "kw-secrets-"));
  const profile = join(folder, "profile.json");
  const { apiUrl, regionUrl, localstackUrl } = service;
  writeFileSync(profile, JSON.stringify({ apiUrl, regionUrl, localstackUrl }));
  const say = async (words: string, KUBEWRIGHT_TOKEN = token): Promise<string> => {
    const { out, err } = await run("./kubewright", words.split(" "), {
      env: { KUBEWRIGHT_PROFILE: profile, KUBEWRIGHT_TOKEN },
    });
    return `${out}${err}`;
  };
  const views = ["cluster view secrets", "event list --cluster secrets", `operation view ${failed}`];
  const said = await Promise.all([
    ...[...views, "node list secrets", "backup list secrets"].flatMap((words) => [say(words), say(`${words} -o json`)]),
    say("cluster create secrets --yes"),
    // One letter is too many: it is refused, and nobody says what it was.
    say("cluster list", `${token}x`),
  ]);
  rmSync(folder, { recursive: true });
  expect(said.filter((text) => text.includes("secrets")).length).toBeGreaterThanOrEqual(5);
  expect(said.at(-1)).toMatch(/token/i);
  return said;
};

/** Machines answer by them; Step Functions writes down what a function is called with, and so nowhere else. */
const taskTokensIn = (places: Places): Secret[] => {
  const texts = [...places].filter(([place]) => homes.taskTokens.test(place)).flatMap(([, some]) => some);
  const tokens = texts.flatMap((text) =>
    [...text.matchAll(/"taskToken\\*"\s*:\s*\\*"([^"\\]+)/g)].map(([, one]) => one),
  );
  return [...new Set(tokens)].map((value = "") => ({ name: "a task token", value, home: homes.taskTokens }));
};

test("a cluster's keys and tokens, its machines' and its callers', are nowhere but where they belong", async () => {
  const since = Date.now();
  const stopListening = await listenToBus();
  const tenant = await tenantOf(service, "secrets");
  const answers: string[] = [];
  const spec = { name: "secrets", nodeGroups: [{ name: "default", size: 1 }] };
  const { clusterId } = await done(tenant, tenant.create(spec));
  const path = `/clusters/${clusterId}`;
  const keys = await cloud.secrets.keys(clusterId);
  const given = await tenant.call<Credentials>("POST", `${path}/credentials`, {});
  const { backupId } = await done(tenant, tenant.call<Operation>("POST", `${path}/backups`));
  await done(tenant, tenant.call<Operation>("POST", `${path}/backups/${backupId}/drill`));
  await done(tenant, tenant.call<Operation>("POST", `${path}/credentials/revoke`, {}));
  const failed = await failsToGrow(tenant, path);
  const launched = await userData(clusterId);
  await done(tenant, tenant.call<Operation>("POST", `${path}/keys/rotate`, { phase: "add" }));
  const newKeys = await cloud.secrets.keys(clusterId);
  // Answers of all kinds, to what is wrong with the very secrets in it.
  answers.push(await refused(tenant.create(spec)));
  // That one says what was given, to whoever has given it; nobody else is to hear of it.
  await refused(tenant.create({ ...spec, name: given.clientKey }));
  answers.push(await refused(tenant.call("GET", `${path}/backups/bkp_01kb2m3n4p5q6r7s8t9v0w1x2y`)));
  answers.push(await refused(tenant.call("POST", `${path}/restore`, { backupId: "none" })));
  for (const what of [`${path}/events`, path, `/operations?clusterId=${clusterId}`, `/operations/${failed}`, "/events"])
    answers.push(JSON.stringify(await tenant.call("GET", what)));
  const said = await told(tenant.token, failed);
  const held = new Map([...(await vaults(clusterId)), ...(await objectNames())]);
  const launchedLater = await userData(clusterId);
  await done(tenant, tenant.remove(clusterId));

  const { items } = await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`);
  const region = (await (await fetch(`${service.regionUrl}/_region/events`)).json()) as object;
  const places: Places = new Map([
    ...(await logs(since)),
    ...(await executions(items.map(({ id }) => id))),
    ...(await tables()),
    ...held,
    ...launched,
    ...launchedLater,
    ["bus", await stopListening()] as const,
    ["region's events", textsOf(region)] as const,
    ["answers of the API", answers] as const,
    ["output of the command line", said] as const,
  ]);

  const [, , signature = ""] = tenant.token.split(".");
  const keysOf = (one: object): Secret[] => secretsIn(one).map((secret) => ({ ...secret, home: homes.keys }));
  const secrets: Secret[] = [
    ...keysOf(keys),
    ...keysOf(newKeys).map((secret) => ({ ...secret, name: `after the rotation ${secret.name}` })),
    ...taskTokensIn(places),
    { name: "the client's key", value: given.clientKey },
    { name: "the caller's token", value: signature },
  ];
  const named = (name: string): number => secrets.filter((one) => one.name.includes(name)).length;
  expect(named("pki/")).toBeGreaterThanOrEqual(12);
  for (const name of ["bootstrapToken", "certificateKey", "encryptionKey"]) expect(named(name)).toBe(2);
  // One a machine of the creation and of the rotation, and one of the drill.
  expect(named("a task token")).toBeGreaterThanOrEqual(9);

  // That the search finds what is there: the cluster's id in every kind of place, and each secret where it is at home.
  const ofCluster = new Set(
    sightings(places, [{ name: "id", value: clusterId }]).map(({ place }) => place.split(" ")[0]),
  );
  const kinds = ["log", "history", "execution", "table", "bucket", "user", "bus", "answers", "output"];
  expect(kinds.filter((kind) => !ofCluster.has(kind))).toEqual([]);
  const belong: Places = new Map([["where it belongs", [JSON.stringify([given, tenant.token])]]]);
  expect(sightings(belong, secrets).map(({ name }) => name)).toEqual(["the client's key", "the caller's token"]);

  const seen = secrets.map((secret) => ({ ...secret, places: sightings(places, [secret]).map(({ place }) => place) }));
  expect(seen.filter(({ home, places: at }) => home && !at.some((place) => home.test(place)))).toEqual([]);
  const strays = seen.flatMap(({ name, home, places: at }) =>
    at.filter((place) => !home?.test(place)).map((place) => `${name} in ${place}`),
  );
  expect([...new Set(strays)]).toEqual([]);
}, 400_000);
