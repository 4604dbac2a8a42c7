import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { openApiDocument } from "./openapi.ts";
import { openApiTypesText } from "./openapi-types-text.ts";
import { Problem, problemCodes } from "./problems.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<string, { operationId: string; parameters?: object[]; responses: Record<string, never> }>
  >;
  components: { schemas: Record<string, unknown> };
}
const document = JSON.parse(JSON.stringify(openApiDocument())) as Document;

test("the committed openapi.json is what the contract says; `npm run openapi` writes it", () => {
  expect(JSON.parse(readFileSync(new URL("openapi.json", import.meta.url), "utf8"))).toEqual(document);
});

test("so are the types of its clients", async () => {
  const text = readFileSync(new URL("openapi-types.ts", import.meta.url), "utf8");
  expect(text).toBe(await openApiTypesText(document));
});

test.each(Object.values(routes).map((route: Route) => [route.operationId, route] as const))(
  "%s is in it with its answer and all its problems",
  (operationId, route) => {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()];
    expect(operation?.operationId).toBe(operationId);
    const wanted = [
      route.status,
      ...(route.plan ? [200] : []),
      400,
      401,
      403,
      500,
      503,
      ...route.problems.map((code) => problemCodes[code].status),
    ];
    expect(Object.keys(operation?.responses ?? {}).map(Number)).toEqual([...new Set(wanted)].sort((a, b) => a - b));
    const names = (operation?.parameters ?? []).map((parameter) => (parameter as { name: string }).name);
    expect(names.includes("Idempotency-Key")).toBe(route.idempotent === true);
    expect(names.includes("If-Match")).toBe(route.ifMatch === true);
    for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) expect(names).toContain(name);
  },
);

const parts = Object.values(routes).flatMap(({ operationId, body, answer, plan }: Route) =>
  Object.entries({ body, answer, plan }).flatMap(([part, schema]) =>
    schema ? [[operationId, part, schema] as const] : [],
  ),
);

test.each(parts)("%s: the example of its %s is one", (_, __, schema) => {
  const example = schema.meta()?.["example"];
  expect(example).toBeDefined();
  schema.parse(example);
});

const find = (thing: unknown, key: string): unknown[] => {
  if (typeof thing !== "object" || thing === null) return [];
  return Object.entries(thing).flatMap(([name, inner]) => (name === key ? [inner] : find(inner, key)));
};

test("every reference leads somewhere", () => {
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  const used = new Set(find(document, "$ref"));
  expect(used.size).toBeGreaterThan(10);
  for (const reference of used) expect(known).toContain(reference);
});

test("every example of a problem is one", () => {
  const examples = find(document.paths, "examples").flatMap((some) => Object.values(some as object)) as {
    value: unknown;
  }[];
  expect(examples.length).toBeGreaterThan(40);
  for (const { value } of examples) expect(Problem.parse(value)).toEqual(value);
});
