import { expect, test } from "@jest/globals";
import { isChain, newer } from "./versions.ts";

test.each([
  ["v1.37.2", "v1.36.3", true],
  ["v1.36.10", "v1.36.9", true],
  ["v1.36.3", "v1.36.3", false],
  ["v1.36.3", "v1.37.0", false],
])("%s is newer than %s: %s", (a, b, is) => expect(newer(a, b)).toBe(is));

test.each([
  ["v1.36.3", "v1.36.9", false],
  ["v1.36.3", "v1.37.2", false],
  ["v1.35.9", "v1.37.2", true],
  ["v1.9.0", "v1.10.0", false],
])("from %s to %s is a chain: %s", (from, to, is) => expect(isChain(from, to)).toBe(is));
