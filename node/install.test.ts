import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { imagePackages, presetComponents } from "#contract/component-versions.ts";

const install = readFileSync(join(import.meta.dirname, "install.sh"), "utf8");

test.each(imagePackages)("the image of AWS gets Debian's %s", (name) => {
  const [, list = ""] = /apt-get install ([^&;]*?)\n\n/s.exec(install) ?? [];
  expect(list.split(/[\s\\]+/)).toContain(name);
});

test.each(kubernetesVersions)("%s has each component once, with a version", (version) => {
  const components = presetComponents(version);
  const names = components.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(["kubernetes", "etcd", "coredns", "pause", "containerd", "runc"]));
  for (const component of components) expect(component.version).toMatch(/\d+\.\d+/);
});
