import { afterEach, expect, test } from "@jest/globals";
import { CatalogMachineType, CatalogVersion, CatalogZone } from "#contract/catalog.ts";
import { Event } from "#contract/events.ts";
import { Plan } from "#contract/plans.ts";
import { kubewright } from "./testing/command-line.ts";
import { cluster, clusterId, operation, operationId } from "./testing/examples.ts";
import { type Answered, type Seen, type StandIn, standIn } from "./testing/stand-in.ts";

let service: StandIn | undefined;
afterEach(() => service?.close());

const serve = async (answer: (asked: Seen, count: number) => Answered): Promise<StandIn> => {
  // Of a test that asks two, one after the other.
  await service?.close();
  service = await standIn(answer);
  return service;
};
const ok = (body: unknown): Answered => ({ status: 200, body });
const exampleOf = (schema: { meta(): { example?: unknown } | undefined }) => schema.meta()?.example;

/** One running cluster, whatever is asked of it; an operation that ends as the test says. */
const usual =
  (ending: Parameters<typeof operation>[0] = "succeeded") =>
  ({ method, path }: Seen): Answered => {
    if (path.startsWith(`/operations/${operationId}`))
      return method === "POST" ? { status: 202, body: operation("running") } : ok(operation(ending));
    if (path.startsWith(`/clusters/${clusterId}`)) return ok(cluster);
    return ok({ items: [cluster] });
  };

test("cluster update sends what is changed, and nothing else", async () => {
  const { env, seen } = await serve(usual());
  const labels = ["--label", "team=shop", "--label", "tier=1", "--remove-label", "old"];
  const args = ["cluster", "update", clusterId, ...labels, "--no-deletion-protection", "--if-rev", "4"];
  const { code, out } = await kubewright(args, { env });
  expect([code, out]).toEqual([0, expect.stringMatching(/^Name: +web$/m)]);
  expect(seen.at(-1)).toMatchObject({
    method: "PATCH",
    path: `/clusters/${clusterId}`,
    headers: { "if-match": '"4"' },
    body: { labels: { team: "shop", tier: "1", old: null }, deletionProtection: false },
  });
  await kubewright(["cluster", "update", clusterId, "--deletion-protection"], { env });
  expect(seen.at(-1)?.body).toEqual({ deletionProtection: true });
  expect(seen.at(-1)?.headers).not.toHaveProperty("if-match");
});

test("cluster rollback asks for the version before, with what does not count, once the caller agrees", async () => {
  const begins = (asked: Seen): Answered =>
    asked.method === "POST" ? { status: 202, body: operation("running") } : usual()(asked);
  const { env, seen } = await serve(begins);
  const args = ["cluster", "rollback", "web", "--yes", "--force", "rehearsal", "webhooks"];
  const { code, out, err } = await kubewright(args, { env });
  expect({ code, out, err }).toMatchObject({ code: 0 });
  const asked = seen.find(({ method }) => method === "POST");
  expect(asked).toMatchObject({ path: `/clusters/${clusterId}/rollback`, body: { force: ["rehearsal", "webhooks"] } });
  expect(asked?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("cluster update of nothing is wrong usage, and asks nobody", async () => {
  const { env, seen } = await serve(usual());
  const { code, err } = await kubewright(["cluster", "update", clusterId], { env });
  expect([code, err, seen]).toEqual([2, expect.stringContaining("nothing is to be changed"), []]);
});

test("cluster list hands its filters on, page after page", async () => {
  const { env, seen } = await serve((_, count) => ok({ items: [], ...(count === 1 ? { nextPageToken: "more" } : {}) }));
  const args = ["cluster", "list", "--state", "running", "--label", "team=shop", "--label", "tier=1"];
  const { out } = await kubewright(args, { env });
  expect(out).toBe("No such clusters.\n");
  const asked = seen.map(({ path }) => Object.fromEntries(new URLSearchParams(path.split("?")[1])));
  const filter = { pageSize: "100", state: "running", label: "team=shop,tier=1" };
  expect(asked).toEqual([filter, { ...filter, pageToken: "more" }]);
  expect(await kubewright(["cluster", "list", "--state", "runing"], { env })).toMatchObject({ code: 2 });
});

test("cluster create --plan shows the plan and starts nothing", async () => {
  const { env, seen } = await serve(() => ok(exampleOf(Plan)));
  const { code, out } = await kubewright(["cluster", "create", "web", "--plan", "--deletion-protection"], { env });
  expect([code, out]).toEqual([0, expect.stringContaining("CreateKeys  2 × secret  2")]);
  expect(seen).toMatchObject([
    { method: "POST", path: "/clusters?validateOnly=true", body: { name: "web", deletionProtection: true } },
  ]);
  const { out: json } = await kubewright(["cluster", "create", "web", "--plan", "-o", "json"], { env });
  expect(Plan.parse(JSON.parse(json))).toEqual(exampleOf(Plan));
});

test("operation cancel tells how it goes on; with --wait it is done when the operation is cancelled", async () => {
  const { env, seen } = await serve(usual("cancelled"));
  const { code, out } = await kubewright(["operation", "cancel", operationId], { env });
  expect([code, out]).toEqual([0, expect.stringContaining(`operation watch ${operationId}`)]);
  expect(seen).toMatchObject([{ method: "POST", path: `/operations/${operationId}/cancel` }]);
  const waited = await kubewright(["operation", "cancel", operationId, "--wait"], { env });
  expect([waited.code, waited.out]).toEqual([0, expect.stringContaining("is cancelled; nothing of it is left")]);
});

test("operation cancel --wait of one that leaves something fails", async () => {
  const { env } = await serve(usual("failed"));
  const { code, err } = await kubewright(["operation", "cancel", operationId, "--wait"], { env });
  expect([code, err]).toEqual([1, expect.stringContaining(`operation ${operationId} ended failed`)]);
});

test("operation pause says what comes of it, and since when it is paused", async () => {
  const { env, seen } = await serve(usual("running"));
  const { code, out } = await kubewright(["operation", "pause", operationId], { env });
  expect([code, out]).toEqual([0, expect.stringContaining("stops before its next step")]);
  expect(seen).toMatchObject([{ method: "POST", path: `/operations/${operationId}/pause` }]);
  const pause = { askedAt: "2026-01-01T00:00:00.000Z", by: "eve", since: "2026-01-01T00:00:09.000Z" };
  const { env: there } = await serve(() => ok(operation("paused", { pause })));
  const again = await kubewright(["operation", "pause", operationId], { env: there });
  expect(again.out).toContain(`has been paused since ${pause.since}`);
  const view = await kubewright(["operation", "view", operationId], { env: there });
  expect(view.out).toContain(`eve, since ${pause.since}`);
});

test("operation resume --wait is done when the operation has succeeded", async () => {
  const { env, seen } = await serve(usual());
  const { code, out } = await kubewright(["operation", "resume", operationId, "--wait"], { env });
  expect([code, out]).toEqual([0, expect.stringContaining("Done, in")]);
  expect(seen[0]).toMatchObject({ method: "POST", path: `/operations/${operationId}/resume` });
});

test("operation retry is asked under a key of its own", async () => {
  const { env, seen } = await serve(usual());
  const { code, out } = await kubewright(["operation", "retry", operationId, "--wait"], { env });
  expect([code, out]).toEqual([0, expect.stringContaining("Done, in")]);
  expect(seen[0]).toMatchObject({ method: "POST", path: `/operations/${operationId}/retry` });
  expect(seen[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("the catalog is printed as tables, and as it came", async () => {
  const [version, type, zone] = [CatalogVersion, CatalogMachineType, CatalogZone].map(exampleOf);
  const { env, seen } = await serve(({ path }) =>
    ok({ items: [path.includes("versions") ? version : path.includes("types") ? type : zone] }),
  );
  expect((await kubewright(["catalog", "versions"], { env })).out).toContain("v1.37.2  1.37   yes");
  const types = ["catalog", "machine-types", "--architecture", "x86_64", "--zone", "us-east-1a"];
  const printed = (await kubewright(types, { env })).out;
  expect(printed).toContain(
    "g5.xlarge  gpu  x86_64        4      16 GiB  1 × NVIDIA A10G  $1.0060    2026-01-19  $0.4123",
  );
  expect(printed).toContain("Dollars an hour in us-east-1, before tax");
  expect(printed).toContain("AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19");
  expect(seen.at(-1)?.path).toBe("/catalog/machine-types?architecture=x86_64&zone=us-east-1a");
  expect((await kubewright(["catalog", "zones"], { env })).out).toContain("us-east-1a  use1-az1");
  expect(JSON.parse((await kubewright(["catalog", "zones", "-o", "json"], { env })).out)).toEqual([zone]);
});

test("quotas are printed with what is left", async () => {
  const { env } = await serve(() => ok({ items: [{ name: "clusters", limit: 20, used: 3 }] }));
  expect((await kubewright(["quota", "list"], { env })).out).toContain("clusters  3     20     17");
});

test("events of a cluster are asked of the cluster, who did what of the tenant", async () => {
  const { env, seen } = await serve(({ path }) =>
    path.startsWith("/clusters?") ? ok({ items: [cluster] }) : ok({ items: [exampleOf(Event)] }),
  );
  const list = (...args: string[]) => kubewright(["event", "list", ...args], { env });
  expect((await list("--cluster", "web")).out).toMatch(/web +operation.asked +ada +cluster.create/);
  expect(seen.at(-1)?.path).toBe(`/clusters/${clusterId}/events?pageSize=50`);
  await list("--who", "ada", "--cluster", clusterId, "--since", "2026-01-01T00:00:00Z");
  const query = `pageSize=50&since=2026-01-01T00%3A00%3A00Z&clusterId=${clusterId}&who=ada`;
  expect(seen.at(-1)?.path).toBe(`/events?${query}`);
});

test("events are read up to the limit, over pages that are short or empty", async () => {
  const event = exampleOf(Event);
  const { env, seen } = await serve((_, count) =>
    ok({ items: count === 2 ? [] : [event, event], nextPageToken: "more" }),
  );
  const { out } = await kubewright(["event", "list", "--limit", "5", "-o", "json"], { env });
  expect(JSON.parse(out)).toHaveLength(6);
  expect(seen.map(({ path }) => new URLSearchParams(path.split("?")[1]).get("pageSize"))).toEqual(["5", "3", "3", "1"]);
});
