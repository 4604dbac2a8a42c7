import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ChangePrice, Price } from "#contract/billing.ts";
import { KeyRotationPlan } from "#contract/key-rotations.ts";
import { Plan } from "#contract/plans.ts";
import { UpgradePlan } from "#contract/upgrades.ts";
import { kubewright } from "./testing/command-line.ts";
import { cluster, clusterId, operation } from "./testing/examples.ts";
import { type Answered, type Seen, type StandIn, standIn } from "./testing/stand-in.ts";

const exampleOf = <Shape>(schema: { meta(): { example?: unknown } | undefined }): Shape =>
  schema.meta()?.example as Shape;
const [group = { id: "" }] = cluster.nodeGroups;
const planOf = (path: string): object =>
  path.includes("/upgrade") || path.includes("/keys/rotate")
    ? exampleOf<object>(path.includes("/upgrade") ? UpgradePlan : KeyRotationPlan)
    : {
        ...exampleOf<object>(Plan),
        ...(path.startsWith("/clusters?")
          ? { price: exampleOf(Price) }
          : { kind: "node-group.update", changePrice: exampleOf(ChangePrice) }),
      };

const answer = ({ method, path }: Seen): Answered => {
  if (path.includes("validateOnly=true")) return { status: 200, body: planOf(path) };
  if (method !== "GET") return { status: 202, body: operation("pending") };
  if (path.includes("/node-groups")) return { status: 200, body: { items: [group] } };
  return { status: 200, body: path.startsWith(`/clusters/${clusterId}`) ? cluster : { items: [cluster] } };
};

let service: StandIn;
beforeEach(async () => {
  service = await standIn(answer);
});
afterEach(() => service.close());

const begun = (): number => service.seen.filter(({ method, path }) => method !== "GET" && !path.includes("?")).length;

const changes: [args: string[], price: string][] = [
  [["cluster", "create", "new"], "It would cost $0.60 an hour, $438.00 a month of 730 hours"],
  [["cluster", "upgrade", "web", "--version", "1.37"], "The change itself: $0.0037, for machines that are there twice"],
  [["cluster", "rotate-keys", "web", "--phase", "add"], "Yours to do: once it has succeeded, fetch kubeconfigs anew"],
  [["node-group", "create", "web", "more"], "Then: $0.60 an hour, $438.00 a month"],
  [["node-group", "roll", "web", "default"], "Then: $0.60 an hour, $438.00 a month"],
  [["node-group", "update", "web", "default", "--size", "5"], "Then: $0.60 an hour, $438.00 a month"],
];

test.each(changes)("%j shows a person the plan with its price, and begins with a yes", async (args, price) => {
  for (const typed of ["", "n\n", "perhaps\n"]) {
    const refused = await kubewright(args, { env: service.env, typed });
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain("nothing was done");
    expect(refused.asked).toEqual([expect.stringContaining(price)]);
  }
  expect(begun()).toBe(0);
  for (const typed of ["y\n", "Yes\n"]) expect((await kubewright(args, { env: service.env, typed })).code).toBe(0);
  expect(begun()).toBe(2);
});

test.each(changes)("%j asks nobody with --yes, or where nobody is", async (args) => {
  const unasked = await kubewright([...args, "--yes"], { env: service.env, typed: "n\n" });
  const script = await kubewright(args, { env: service.env });
  expect([unasked.code, script.code, unasked.asked, begun()]).toEqual([0, 0, [], 2]);
  expect(service.seen.some(({ path }) => path.includes("validateOnly"))).toBe(false);
});
