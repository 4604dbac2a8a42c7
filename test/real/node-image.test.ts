import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { presetComponents } from "#contract/component-versions.ts";
import { cacheFolder } from "#local/folders.ts";
import { ensureKubernetes } from "#local/kubernetes/binaries.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { imageNames, nameOf } from "#local/kubernetes/images.ts";
import { run } from "#local/kubernetes/run.ts";
import { controlPlane, settingsText, worker } from "#node/testing/kubeadm-settings.ts";

// The default version only: what it takes to build another is long for a test.
const [version] = kubernetesVersions;
const cacheDir = cacheFolder();

describe(`Kubernetes ${version} itself`, () => {
  let programs = "";
  let folder = "";
  beforeAll(async () => {
    programs = await ensureKubernetes(version, { cacheDir });
    folder = await mkdtemp(join(tmpdir(), "kubeadm-"));
  }, 30 * 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ["init", controlPlane],
    ["join", controlPlane],
    ["join", worker],
  ])("takes the boot program's configuration for %s", async (definition, machine) => {
    const file = join(folder, "kubeadm.yaml");
    writeFileSync(file, `${settingsText(definition, machine).split("\n").join("\n---\n")}\n`);
    await expect(run([join(programs, "kubeadm"), "config", "validate", "--config", file])).resolves.toBe("ok\n");
  });

  test("would pull the images that the list of components names", async () => {
    const names = await imageNames(programs, version);
    for (const { name, version: tag, source } of presetComponents(version))
      if (source === "image" && name !== "etcd-before")
        expect(nameOf(names, name)).toMatch(new RegExp(`:${tag.replaceAll(".", "\\.")}$`));
  });

  test("says its version in every program of the node", async () => {
    for (const program of ["kubelet", "kube-apiserver", "kube-proxy"])
      expect(await run([join(programs, program), "--version"])).toBe(`Kubernetes ${version}\n`);
  });

  test("its machine image is made once", async () => {
    const image = await ensureImage(version, { cacheDir });
    const said: string[] = [];
    expect(await ensureImage(version, { cacheDir, say: (line) => said.push(line) })).toBe(image);
    expect(said).toEqual([]);
  }, 120_000);
});
