import { expect, test } from "@jest/globals";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { forbiddenTo, needs } from "./may.ts";

test("every call takes the role that the contract says", () => {
  const said = Object.values<Route>(routes)
    .filter(({ role }) => role !== "viewer")
    .map(({ operationId, role }) => [operationId, role]);
  expect(needs).toEqual(Object.fromEntries(said));
});

test("whoever may not is told which role may", () => {
  expect(forbiddenTo("viewer", "clusterDelete")).toMatch(/viewer.*operator/);
  expect(forbiddenTo("operator", "clusterRestore")).toMatch(/operator.*admin/);
  expect(forbiddenTo("admin", "clusterRestore")).toBeUndefined();
  expect(forbiddenTo("viewer", "clusterView")).toBeUndefined();
  // Names of roles that only the service knows.
  expect(forbiddenTo("owner", "clusterDelete")).toBeUndefined();
  expect(forbiddenTo(undefined, "clusterDelete")).toBeUndefined();
});
