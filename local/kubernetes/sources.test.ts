import { expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { corednsSource, kubernetesSource } from "./sources.ts";

test.each(kubernetesVersions)("%s on offer can be built, and says its version", (version) => {
  const { name, ldflags } = kubernetesSource(version);
  expect(name).toMatch(new RegExp(`^${version}-[0-9a-f]{12}$`));
  expect(ldflags).toContain(`version.gitVersion=${version} `);
});

test("a version that is not pinned is refused, its minor or its patch", () => {
  expect(() => kubernetesSource("v1.20.0")).toThrow("v1.20.0 cannot be built");
  expect(() => kubernetesSource("v1.37.1")).toThrow("v1.37.1 cannot be built");
});

test("builds of different sources lie apart", () => {
  const names = [...kubernetesVersions.map(kubernetesSource), corednsSource()].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
