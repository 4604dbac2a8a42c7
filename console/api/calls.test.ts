import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";

/** Calls that nobody would make there, and why. */
const withoutPlace: Record<string, string> = {
  clusterPlan: "a form's plan is that of the call that it is about to make",
  nodeGroupList: "a cluster is viewed with its node groups",
  nodeGroupView: "a cluster is viewed with its node groups",
  billingReconcile: "a report of gigabytes is added up by the command line",
};

const room = join(import.meta.dirname, "..");
const sources = readdirSync(room, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(room, name), "utf8"));

test("every call of the API has a place in the console, or there is a reason why not", () => {
  const all = sources.join("\n");
  const missing = Object.values<Route>(routes)
    .filter(({ method, path }) => !new RegExp(`api\\.${method}\\(\\s*"${path.replace(/[{}]/g, "\\$&")}"`).test(all))
    .map(({ operationId }) => operationId);
  expect(missing).toEqual(Object.keys(withoutPlace));
});

test("a list that comes in pages is read on after its first one, wherever it is asked for", () => {
  const paged = new Set(
    Object.values<Route>(routes)
      .filter(({ query }) => query !== undefined && "pageToken" in query.shape)
      .map(({ path }) => path),
  );
  // firstFound reads on until there is something, and says that there is more.
  const readsOn = /everyPage\(|useInfiniteQuery\(|firstFound\(/;
  const calls = sources.flatMap((source) =>
    [...source.matchAll(/api\.GET\(\s*"([^"]+)"/g)].map(({ 1: path = "", index }) => ({
      ...{ path, isReadOn: readsOn.test(source.slice(Math.max(0, index - 300), index)) },
    })),
  );
  const asked = calls.filter(({ path }) => paged.has(path));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter(({ isReadOn }) => !isReadOn)).toEqual([]);
});
