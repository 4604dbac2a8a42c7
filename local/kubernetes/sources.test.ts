import { expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { etcdBefore } from "#contract/component-versions.ts";
import { corednsSource, etcdSource, kubernetesSource } from "./sources.ts";

test.each(kubernetesVersions)("%s on offer can be built, and says its version", (version) => {
  const { name, ldflags } = kubernetesSource(version);
  expect(name).toMatch(new RegExp(`^${version}-[0-9a-f]{12}$`));
  expect(ldflags).toContain(`version.gitVersion=${version} `);
});

test("a version that is not pinned is refused, its minor or its patch", () => {
  expect(() => kubernetesSource("v1.20.0")).toThrow("v1.20.0 cannot be built");
  expect(() => kubernetesSource("v1.37.1")).toThrow("v1.37.1 cannot be built");
});

test.each(Object.values(etcdBefore))("etcd %s, which machines of a newer version hold too, can be built", (tag) => {
  expect(etcdSource(tag).name).toMatch(new RegExp(`^etcd-${tag}-[0-9a-f]{12}$`));
});

test("an etcd that comes with no version on offer is refused", () => {
  expect(() => etcdSource("3.5.0-0")).toThrow("etcd 3.5.0-0 cannot be built");
});

test("builds of different sources lie apart", () => {
  const names = [...kubernetesVersions.map(kubernetesSource), corednsSource()].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
