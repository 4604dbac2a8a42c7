import { expect, test } from "@jest/globals";
import { kubernetesVersions, resolveVersion, Version } from "./catalog.ts";

test.each([
  ["1.37", "v1.37.2"],
  ["v1.37", "v1.37.2"],
  ["1.37.2", "v1.37.2"],
  ["v1.36.3", "v1.36.3"],
  ["1.36", "v1.36.3"],
])("%s means %s", (asked, version) => expect(resolveVersion(asked)).toBe(version));

test.each(["", "v", "1", "1.3", "1.37.", "1.37.1", "1.38", "latest", "vv1.37", "1.37.2.0", " 1.37"])(
  "%j is not on offer",
  (asked) => expect(resolveVersion(asked)).toBeUndefined(),
);

test("the newest is first, and the fault names what there is", () => {
  expect([...kubernetesVersions].sort((a, b) => b.localeCompare(a, "en", { numeric: true }))).toEqual([
    ...kubernetesVersions,
  ]);
  const { error } = Version.safeParse("1.12");
  for (const version of kubernetesVersions) expect(error?.issues[0]?.message).toContain(version);
});
