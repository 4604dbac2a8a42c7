import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Route, routes } from "#contract/routes.ts";

/** Calls that nobody would make there, and why. */
const withoutPlace: Record<string, string> = {
  nodeGroupList: "a cluster is viewed with its node groups",
  nodeGroupView: "a cluster is viewed with its node groups",
  billingReconcile: "a report of gigabytes is added up by the command line",
};

test("every call of the API has a place in the console, or there is a reason why not", () => {
  const room = join(import.meta.dirname, "..");
  const sources = readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(room, name), "utf8"))
    .join("\n");
  const missing = Object.values<Route>(routes)
    .filter(({ method, path }) => !new RegExp(`api\\.${method}\\(\\s*"${path.replace(/[{}]/g, "\\$&")}"`).test(sources))
    .map(({ operationId }) => operationId);
  expect(missing).toEqual(Object.keys(withoutPlace));
});
