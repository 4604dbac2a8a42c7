import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { pathTo } from "./path.ts";
import { compareVersions, minorOf } from "./versions.ts";

const offered = ["v1.37.2", "v1.37.0", "v1.36.3", "v1.36.10", "v1.35.1"];

describe("the way to a version", () => {
  test.each([
    ["v1.37.0", "v1.37.2", ["v1.37.2"]],
    ["v1.36.3", "v1.37.0", ["v1.37.0"]],
    ["v1.35.0", "v1.37.2", ["v1.36.10", "v1.37.2"]],
    ["v1.34.9", "v1.37.0", ["v1.35.1", "v1.36.10", "v1.37.0"]],
  ])("from %s to %s", (from, to, path) => expect(pathTo(from, to, offered)).toEqual({ path }));

  test("there is none over a minor that is on offer no more", () => {
    expect(pathTo("v1.33.1", "v1.37.2", offered)).toEqual({ minor: 34 });
  });

  test("each hop is to a newer version, of the same minor or of the next", () => {
    const version = fc
      .tuple(fc.integer({ min: 30, max: 40 }), fc.nat(20))
      .map(([minor, patch]) => `v1.${minor}.${patch}`);
    fc.assert(
      fc.property(version, version, fc.array(version, { maxLength: 40 }), (a, b, others) => {
        const [from = "", to = ""] = [a, b].sort(compareVersions);
        const found = pathTo(from, to, [...others, to]);
        if (!("path" in found)) return !others.some((one) => minorOf(one) === found.minor);
        const hops = [from, ...found.path];
        return hops.slice(1).every((one, i) => {
          const by = minorOf(one) - minorOf(hops[i] ?? "");
          return by === 1 || (by === 0 && hops.length === 2 && compareVersions(one, from) >= 0);
        });
      }),
    );
  });
});
