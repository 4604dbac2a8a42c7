import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { componentVersions, etcdBefore, imagePackages, presetComponents } from "#contract/component-versions.ts";

const install = readFileSync(join(import.meta.dirname, "install.sh"), "utf8");

test.each(imagePackages)("the image of AWS gets Debian's %s", (name) => {
  const [, list = ""] = /apt-get install ([^&;]*?)\n\n/s.exec(install) ?? [];
  expect(list.split(/[\s\\]+/)).toContain(name);
});

const minorOf = (version = ""): string => version.replace(/^v/, "").split(".").slice(0, 2).join(".");

test.each(kubernetesVersions)("machines of %s hold the etcd of the minor before, where that is another", (version) => {
  const before = `1.${Number(minorOf(version).split(".")[1]) - 1}`;
  for (const older of kubernetesVersions.filter((one) => minorOf(one) === before)) {
    const held = [componentVersions[version].etcd, etcdBefore[version]].map(minorOf);
    expect(held).toContain(minorOf(componentVersions[older].etcd));
  }
});

test.each(kubernetesVersions)("%s has each component once, with a version", (version) => {
  const components = presetComponents(version);
  const names = components.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(["kubernetes", "etcd", "coredns", "pause", "containerd", "runc"]));
  for (const component of components) expect(component.version).toMatch(/\d+\.\d+/);
});
