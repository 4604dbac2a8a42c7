import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { typeid } from "typeid-js";
import { ClusterId, LabelKey, LabelValue, Name, NodeGroupId, OperationId, Timestamp } from "./names.ts";

describe("names", () => {
  const ok = (text: string) => Name.safeParse(text).success;
  test.each(["a", "a1", "a-b", "x".repeat(40)])("%s may be one", (text) => expect(ok(text)).toBe(true));
  test.each(["", "A", "1a", "-a", "a-", "a_b", "a.b", "x".repeat(41), "a\n", "ä"])("%j may not", (text) =>
    expect(ok(text)).toBe(false),
  );

  test("every name is a DNS label", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,45}$/), (text) => {
        if (ok(text)) expect(text).toMatch(/^(?!-)[a-z0-9-]{1,63}(?<!-)$/);
      }),
    );
  });
});

describe("labels, as Kubernetes takes them", () => {
  const key = (text: string) => LabelKey.safeParse(text).success;
  const value = (text: string) => LabelValue.safeParse(text).success;
  test.each(["app", "app.kubernetes.io/name", "A_b.c-d", "x".repeat(63)])("key %s", (text) =>
    expect(key(text)).toBe(true),
  );
  test.each(["", "/a", "a/", "a/b/c", "-a", "a-", "x".repeat(64), "A.b/c", "a b"])("no key %j", (text) =>
    expect(key(text)).toBe(false),
  );
  test.each(["", "a", "1.2_3-x", "x".repeat(63)])("value %j", (text) => expect(value(text)).toBe(true));
  test.each(["-", "a-", ".a", "x".repeat(64), "a b", "a\n"])("no value %j", (text) => expect(value(text)).toBe(false));
});

test("ids are of their own kind, and as they are made", () => {
  const kinds = { cls: ClusterId, ng: NodeGroupId, op: OperationId };
  for (const [prefix, schema] of Object.entries(kinds))
    for (const other of Object.keys(kinds))
      expect(schema.safeParse(typeid(other).toString()).success).toBe(other === prefix);
  for (const wrong of ["cls_", "cls_8zzzzzzzzzzzzzzzzzzzzzzzzz", `${typeid("cls")}\n`, `x${typeid("cls")}`])
    expect(ClusterId.safeParse(wrong).success).toBe(false);
});

test("times are UTC", () => {
  expect(Timestamp.safeParse("2026-01-01T00:00:00.000Z").success).toBe(true);
  expect(Timestamp.safeParse("2026-01-01T00:00:00+01:00").success).toBe(false);
});
