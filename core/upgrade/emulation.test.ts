import { describe, expect, test } from "@jest/globals";
import { isEmulated, isNewerThanServed, joiningEmulates } from "./emulation.ts";

const up = { from: "v1.36.3", to: "v1.37.2" };
const back = { code: "TemporaryFailure" as const, message: "" };

describe("a member that joins with an upgrade to the next minor", () => {
  test("emulates the minor before, beside members of the version before and those that emulate it", () => {
    expect(joiningEmulates(up, [{ version: up.from }, { version: up.to, emulates: "1.36" }])).toBe("1.36");
  });

  test("comes as what it is once one has been told to be that", () => {
    expect(joiningEmulates(up, [{ version: up.to, emulates: "1.36" }, { version: up.to }])).toBeUndefined();
  });
});

test.each([
  ["a patch of the same minor", { from: "v1.37.1", to: "v1.37.2" }],
  ["the version before", { from: up.to, to: up.from }],
  ["the version before, after a failure", { ...up, back }],
  ["the same version, with other keys", { from: up.to, to: up.to }],
])("on the way to %s there is nothing to emulate", (_, upgrade) => {
  expect(isEmulated(upgrade)).toBe(false);
  expect(joiningEmulates(upgrade, [])).toBeUndefined();
});

test.each<[string, string, string | undefined, boolean]>([
  ["v1.37.2", "v1.37.2", undefined, false],
  ["v1.37.2", "v1.37.2", "1.36", true],
  ["v1.36.3", "v1.37.2", "1.36", false],
  ["v1.37.2", "v1.36.3", undefined, true],
  ["v1.36.4", "v1.36.3", undefined, true],
])(
  "a kubelet of %s, asking a server of %s that emulates %s, is newer than what that serves: %s",
  (kubelet, version, emulates, is) => {
    expect(isNewerThanServed(kubelet, { version, ...(emulates === undefined ? {} : { emulates }) })).toBe(is);
  },
);
