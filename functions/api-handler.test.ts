import { describe, expect, test } from "@jest/globals";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { Problem, problemCodes } from "#contract/problems.ts";
import { routes } from "#contract/routes.ts";
import { createOrPlan } from "#core/clusters/create-or-plan.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { listClusters, viewCluster } from "#core/clusters/read-clusters.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import * as errors from "#core/errors.ts";
import { fakeRulePorts } from "#core/fakes/calls.ts";
import { apiHandler } from "./api-handler.ts";
import { ada, context, requestEvent } from "./testing/events.ts";

const answerOf = async (handler: ReturnType<typeof apiHandler>, event: APIGatewayProxyEvent) => {
  const { statusCode, headers = {}, body } = await handler(event, context);
  return { statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
};

/** The answer to a call whose rule throws. */
const answerTo = (error: unknown) =>
  answerOf(
    apiHandler(
      routes.clusterList,
      () => Promise.reject(error),
      () => ({}),
    ) as never,
    requestEvent(),
  );

const service = () => {
  const ports = fakeRulePorts();
  const ask = async (handler: unknown, event: Parameters<typeof requestEvent>[0]) =>
    answerOf(handler as ReturnType<typeof apiHandler>, requestEvent(event));
  const connect = () => ports;
  return {
    ports,
    create: (body: unknown, more: object = {}) =>
      ask(apiHandler(routes.clusterCreate, createOrPlan, connect), {
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...more,
      }),
    view: (clusterId: string, more: object = {}) =>
      ask(apiHandler(routes.clusterView, viewCluster, connect), { pathParameters: { clusterId }, ...more }),
    remove: (clusterId: string, more: object = {}) =>
      ask(apiHandler(routes.clusterDelete, deleteCluster, connect), { pathParameters: { clusterId }, ...more }),
    update: (clusterId: string, body: unknown, more: object = {}) =>
      ask(apiHandler(routes.clusterUpdate, updateCluster, connect), {
        ...{ pathParameters: { clusterId }, body: JSON.stringify(body) },
        ...more,
      }),
    list: (queryStringParameters: Record<string, string> | null, more: object = {}) =>
      ask(apiHandler(routes.clusterList, listClusters, connect), { queryStringParameters, ...more }),
  };
};

describe("answers", () => {
  test("a call that starts something says where to look, in no cache", async () => {
    const { create } = service();
    const { statusCode, headers, body } = await create({ name: "one" });
    expect(statusCode).toBe(202);
    expect(routes.clusterCreate.answer.parse(body)).toMatchObject({ clusterName: "one" });
    expect(headers).toEqual({
      "content-type": "application/json",
      "cache-control": "no-store",
      location: `/v1/operations/${body["id"]}`,
    });
  });

  test("validateOnly answers with the plan, and starts nothing", async () => {
    const { create, ports } = service();
    const trial = { queryStringParameters: { validateOnly: "true" } };
    const { statusCode, headers, body } = await create({ name: "one" }, trial);
    expect(statusCode).toBe(200);
    expect(headers).not.toHaveProperty("location");
    expect(routes.clusterCreate.plan.parse(body).resources).toContainEqual({
      ...{ kind: "instance", count: 6, detail: "t3.large" },
    });
    expect(ports.state.kept.clusters.size).toBe(0);
    expect((await create({ name: "one" }, { queryStringParameters: { validateOnly: "false" } })).statusCode).toBe(202);
    expect((await create({ name: "one" }, trial)).body["code"]).toBe("AlreadyExists");
    const { body: refused } = await create({ name: "two" }, { queryStringParameters: { validateOnly: "yes" } });
    expect(refused).toMatchObject({ code: "InvalidInput", errors: [{ field: "validateOnly", value: "yes" }] });
  });

  test("an update answers with the cluster and its new revision", async () => {
    const { create, update } = service();
    const { body } = await create({ name: "one" });
    const clusterId = String(body["clusterId"]);
    const { statusCode, headers, ...more } = await update(clusterId, { labels: { a: "b" } });
    expect([statusCode, headers["etag"], more.body["labels"]]).toEqual([200, '"2"', { a: "b" }]);
    const old = await update(clusterId, { labels: { a: null } }, { headers: { "If-Match": '"1"' } });
    expect([old.statusCode, old.body["code"]]).toEqual([412, "PreconditionFailed"]);
    const empty = await update(clusterId, {});
    expect(empty.body["errors"]).toEqual([
      { field: "body", value: {}, allowed: "labels, deletionProtection, hibernation or maintenance" },
    ]);
  });

  test("a parameter that is given twice counts twice, or is refused", async () => {
    const { create, list } = service();
    await create({ name: "one", labels: { a: "1", b: "2" } });
    await create({ name: "two", labels: { a: "1" } });
    const twice = (name: string, values: string[]) =>
      list({ [name]: values.at(-1) ?? "" }, { multiValueQueryStringParameters: { [name]: values } });
    const { body } = await twice("label", ["b=2", "a=1"]);
    expect((body["items"] as { name: string }[]).map(({ name }) => name)).toEqual(["one"]);
    expect((await twice("pageSize", ["1", "2"])).body["code"]).toBe("InvalidInput");
  });

  test("a quota that is used up is named with what was asked and what there may be", async () => {
    const { create } = service();
    const groups = Array.from({ length: 5 }, (_, i) => ({ name: `g${i}`, size: 100 }));
    const { statusCode, body } = await create({
      name: "one",
      network: { podCidr: "100.64.0.0/10" },
      nodeGroups: groups,
    });
    expect([statusCode, body["errors"]]).toEqual([
      409,
      [{ field: "quota.machines", value: 503, allowed: "at most 500 machines in all clusters of the tenant" }],
    ]);
  });

  test("a resource carries its revision as ETag, and If-Match compares with it", async () => {
    const { create, view, remove, ports } = service();
    const { body } = await create({ name: "one" });
    const clusterId = String(body["clusterId"]);
    await ports.state.finishOperation(
      { tenantId: ada.tenantId, clusterId, operationId: String(body["id"]) },
      { status: "succeeded", clusterState: "running", nodeGroupState: "running", at: ports.clock.now() },
    );
    const { headers } = await view(clusterId);
    expect(headers["etag"]).toBe('"2"');
    const old = await remove(clusterId, { headers: { "If-Match": '"1"' } });
    expect(old.body["code"]).toBe("PreconditionFailed");
    expect((await remove(clusterId, { headers: { "if-match": String(headers["etag"]) } })).statusCode).toBe(202);
  });

  test("ports are connected once, and not before a request makes sense", async () => {
    let connected = 0;
    const ports = fakeRulePorts();
    const handler = apiHandler(routes.clusterList, listClusters, () => {
      connected += 1;
      return ports;
    });
    await handler(requestEvent({ queryStringParameters: { pageSize: "x" } }), context);
    expect(connected).toBe(0);
    await handler(requestEvent(), context);
    await handler(requestEvent(), context);
    expect(connected).toBe(1);
  });
});

describe("problems", () => {
  type Made = new (message: string) => Error & { code: keyof typeof problemCodes };
  const expected = Object.values<unknown>(errors).filter(
    (thing): thing is Made => typeof thing === "function" && thing.prototype instanceof Error,
  );

  test.each(expected.map((made) => [made.name, made] as const))("%s is problem+json with its code", async (_, made) => {
    const error = new made("what went wrong");
    const { statusCode, headers, body } = await answerTo(error);
    const { status, title } = problemCodes[error.code];
    expect({ statusCode, type: headers["content-type"] }).toEqual({
      statusCode: status,
      type: "application/problem+json",
    });
    expect(Problem.parse(body)).toEqual({
      type: `urn:kubewright:problem:${error.code}`,
      title,
      status,
      code: error.code,
      detail: "what went wrong",
      instance: "urn:kubewright:request:gateway-request",
    });
  });

  test.each([
    ["Error", new Error("secret text", { cause: new Error("secret cause") })],
    ["TypeError", new TypeError("secret text")],
    ["one that calls itself ours", Object.assign(new Error("secret text"), { name: "NotFound", code: "NotFound" })],
    ["no error at all", "secret text"],
  ])("of %s nothing is told but where to look it up", async (_, error) => {
    const { statusCode, body } = await answerTo(error);
    expect(statusCode).toBe(500);
    expect(Problem.parse(body)).toMatchObject({ code: "Internal", instance: "urn:kubewright:request:gateway-request" });
    expect(JSON.stringify(body)).not.toContain("secret");
  });

  test("an operation that is in the way is named", async () => {
    const { create, remove } = service();
    const { body: operation } = await create({ name: "one" });
    const { statusCode, body } = await remove(String(operation["clusterId"]));
    expect({ statusCode, code: body["code"], operationId: body["operationId"] }).toEqual({
      statusCode: 409,
      code: "WrongState",
      operationId: operation["id"],
    });
  });

  test("all faults are told at once, each with its field, its value and what is allowed", async () => {
    const { create } = service();
    const { statusCode, body } = await create({
      name: "No",
      controlPlane: { machines: 4 },
      nodeGroups: [{ name: "a", size: 500, colour: "red" }],
      labels: { "a b": "c" },
      size: 3,
    });
    expect(statusCode).toBe(400);
    expect(body["errors"]).toEqual(
      expect.arrayContaining([
        { field: "name", value: "No", allowed: expect.stringContaining("1 to 40 of a-z") },
        { field: "controlPlane.machines", value: 4, allowed: "3 or 5" },
        { field: "nodeGroups[0].size", value: 500, allowed: expect.stringContaining("<=100") },
        { field: "nodeGroups[0].colour", value: "red", allowed: "there is no such field" },
        { field: "labels.a b", value: "a b", allowed: expect.stringContaining("1 to 63") },
        { field: "size", value: 3, allowed: "there is no such field" },
      ]),
    );
    expect(body["errors"]).toHaveLength(6);
  });

  test("what is no JSON, or no object, is told as such", async () => {
    const { create } = service();
    expect((await create("{")).body["errors"]).toEqual([{ field: "body", value: "{", allowed: "a JSON object" }]);
    expect((await create("3")).body["errors"]).toEqual([expect.objectContaining({ field: "body", value: 3 })]);
    expect((await create("")).statusCode).toBe(400);
  });

  test("path and query are held against the contract too", async () => {
    const { view, list } = service();
    expect((await view("../etc")).body["errors"]).toEqual([
      { field: "clusterId", value: "../etc", allowed: expect.stringContaining("cls_") },
    ]);
    expect((await list({ pageSize: "1000", sort: "up" })).body["errors"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: "pageSize", value: "1000" }),
        { field: "sort", value: "up", allowed: "there is no such field" },
      ]),
    );
  });
});

describe("who asks", () => {
  test("the tenant is the authorizer's, whatever the request says", async () => {
    const { create, list, ports } = service();
    const headers = { "x-tenant-id": "red", tenantId: "red" };
    await create({ name: "one" }, { headers, authorizer: ada });
    expect([...ports.state.kept.clusters.values()].map(({ tenantId }) => tenantId)).toEqual(["blue"]);
    const red = { ...ada, tenantId: "red" };
    expect((await list(null, { authorizer: red, headers: { tenantId: "blue" } })).body).toEqual({ items: [] });
    expect((await create({ name: "two", tenantId: "red" })).statusCode).toBe(400);
  });

  test.each([
    ["none", null],
    ["no tenant", { ...ada, tenantId: "" }],
    ["no subject", { tenantId: "blue", role: "admin" }],
    ["a role that is none", { ...ada, role: "root" }],
    ["a tenant that is no text", { ...ada, tenantId: { blue: 1 } }],
  ])("%s: 401", async (_, authorizer) => {
    const { body, statusCode } = await service().list(null, { authorizer });
    expect({ statusCode, code: body["code"] }).toEqual({ statusCode: 401, code: "Unauthenticated" });
  });

  test("a role that does not reach: 403, before the body is looked at", async () => {
    const { body, statusCode } = await service().create("nonsense", { authorizer: { ...ada, role: "viewer" } });
    expect({ statusCode, code: body["code"] }).toEqual({ statusCode: 403, code: "Forbidden" });
  });

  test("a role that reaches exactly", async () => {
    const authorizer = { ...ada, role: "operator" };
    expect((await service().create({ name: "one" }, { authorizer })).statusCode).toBe(202);
  });
});
