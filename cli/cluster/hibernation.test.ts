import { afterEach, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId, operation, operationId } from "#cli/testing/examples.ts";
import { type StandIn, standIn } from "#cli/testing/stand-in.ts";
import { HibernationPlan } from "#contract/hibernation.ts";

const plan = HibernationPlan.parse(HibernationPlan.meta()?.["example"]);
const hibernation = { sleep: "0 20 * * mon-fri", timeZone: "UTC", nextSleepAt: "2026-01-01T20:00:00.000Z" };

let service: StandIn | undefined;
afterEach(() => service?.close());

const serve = async () => {
  service = await standIn(({ path }) => {
    if (path.startsWith(`/operations/${operationId}`)) return { status: 200, body: operation("succeeded") };
    if (path.endsWith("?validateOnly=true")) return { status: 200, body: plan };
    if (/\/(hibernate|wake)$/.test(path)) return { status: 202, body: operation("running") };
    return { status: 200, body: { ...cluster, hibernation } };
  });
  return service;
};

test("hibernate --plan shows what goes, what stays and what it saves; nothing is asked for", async () => {
  const { env, seen } = await serve();
  const { code, out } = await kubewright(["cluster", "hibernate", clusterId, "--plan"], { env });
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/Would go:\n {2}3 × instance \(t3.large\)[\s\S]*\$0\.04 an hour/),
  ]);
  expect(seen.map(({ path }) => path)).not.toContain(`/clusters/${clusterId}/hibernate`);
});

test("hibernate wants a yes where nobody can be asked; hibernate and wake are asked under keys of their own", async () => {
  const { env, seen } = await serve();
  const refused = await kubewright(["cluster", "hibernate", clusterId], { env });
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--yes")]);
  expect((await kubewright(["cluster", "hibernate", clusterId, "--yes", "--wait"], { env })).code).toBe(0);
  expect((await kubewright(["cluster", "wake", clusterId, "--wait"], { env })).code).toBe(0);
  for (const verb of ["hibernate", "wake"])
    expect(seen.find(({ path }) => path.endsWith(`/${verb}`))?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("update sets the times, or takes them away; view shows the next ones", async () => {
  const { env, seen } = await serve();
  const update = (...args: string[]) => kubewright(["cluster", "update", clusterId, ...args], { env });
  const { out } = await update("--sleep", "0 20 * * mon-fri", "--time-zone", "Europe/Berlin");
  expect(out).toContain("sleep 0 20 * * mon-fri (next 2026-01-01T20:00:00.000Z); UTC");
  await update("--no-hibernation");
  expect(seen.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    { hibernation: { sleep: "0 20 * * mon-fri", timeZone: "Europe/Berlin" } },
    { hibernation: null },
  ]);
  expect(await update("--time-zone", "UTC")).toMatchObject({ code: 2 });
});
