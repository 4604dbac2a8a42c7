import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { controlPlane, settings } from "./testing/kubeadm-settings.ts";

const program = join(import.meta.dirname, "files/usr/local/lib/kubewright/finalise");
const components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];

let folder = "";
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), "utf8");
const isThere = () => existsSync(at("finalise"));

const manifest = (name: string, emulates: boolean): string =>
  `spec:\n  containers:\n  - command:\n    - ${name}\n    - --advertise-address=10.0.0.10\n    - --secure-port=6443\n    - --profiling=false\n${emulates ? "    - --emulated-version=1.36\n" : ""}    image: ${name}\n`;

/** The API server that answers is what its manifest says that it is, unless it has broken down. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "finalise-"));
  mkdirSync(at("bin"));
  mkdirSync(at("manifests"));
  for (const name of components) writeFileSync(at(`manifests/${name}.yaml`), manifest(name, true));
  writeFileSync(at("finalise"), "");
  writeFileSync(at("bin/sleep"), `#!/bin/bash\necho x >>"${at("slept")}"\n`);
  writeFileSync(
    at("bin/curl"),
    `#!/bin/bash
echo "\${@: -1}" >>"${at("asked")}"
[ ! -e "${at("broken")}" ] || exit 22
# It has not read its new manifest at once.
[ "$(wc -l <"${at("asked")}")" -gt 2 ] && ! grep -q emulated "${at("manifests/kube-apiserver.yaml")}" && emulates=37 || emulates=36
# Whoever asks it is not changed before it is.
grep -q emulated "${at("manifests/kube-scheduler.yaml")}" || echo early >>"${at("asked")}"
echo "{\\"minor\\": \\"37\\", \\"emulationMinor\\": \\"$emulates\\"}"
`,
  );
  for (const name of ["sleep", "curl"]) chmodSync(at(`bin/${name}`), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const finalise = (environment: Record<string, string> = {}) => {
  // Nobody waits for one that is broken as long as the program would.
  const text = readFileSync(program, "utf8").replace("SECONDS + 300", existsSync(at("broken")) ? "SECONDS + 1" : "$&");
  // The program sets a path of its own.
  const script = text.replace(/^export PATH=.*$/m, "");
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], {
    env: { PATH: `${at("bin")}:${process.env["PATH"]}`, word: at("finalise"), kubernetes: folder, ...environment },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};

describe("a member that is told to be of its own version", () => {
  test("takes the flag away, the API server's first, which is back by the time of the others; and the word goes", () => {
    expect(finalise()).toMatchObject({ status: 0, stderr: "" });
    for (const name of components) expect(read(`manifests/${name}.yaml`)).toBe(manifest(name, false));
    expect(read("asked")).toMatch(/^(https:\/\/10\.0\.0\.10:6443\/(version|readyz)\n){4,}$/);
    expect(isThere()).toBe(false);
    // Nothing is left that a kubelet would take for a pod.
    expect(readdirSync(at("manifests")).sort()).toEqual(components.map((name) => `${name}.yaml`));
  });

  test("does so once: told again, and one that has emulated nothing, changes nothing", () => {
    finalise();
    writeFileSync(at("finalise"), "");
    const before = components.map((name) => read(`manifests/${name}.yaml`));
    expect(finalise()).toMatchObject({ status: 0, stdout: "" });
    expect(components.map((name) => read(`manifests/${name}.yaml`))).toEqual(before);
    expect(isThere()).toBe(false);
  });

  test("whose API server does not come back leaves the others as they are, and the word: it is tried again, and ends", () => {
    writeFileSync(at("broken"), "");
    expect(finalise()).toMatchObject({ status: 1, stdout: expect.stringContaining("does not come back") });
    expect(isThere()).toBe(true);
    for (const name of components.slice(1)) expect(read(`manifests/${name}.yaml`)).toBe(manifest(name, true));
    rmSync(at("broken"));
    expect(finalise()).toMatchObject({ status: 0 });
    for (const name of components) expect(read(`manifests/${name}.yaml`)).toBe(manifest(name, false));
  });
});

describe("a member that is to emulate the minor before", () => {
  const emulating = { ...controlPlane, join: true, emulates: "1.36" };

  test("has the flag by a patch of its own, and nothing of it in what all join by", () => {
    const patch = [{ op: "add", path: "/spec/containers/0/command/-", value: "--emulated-version=1.36" }];
    expect(settings("emulationPatch", emulating)).toEqual([patch]);
    expect(settings("join", emulating)[0]).toMatchObject({ patches: { directory: "/etc/kubernetes/patches" } });
    expect(JSON.stringify(settings("clusterConfiguration", emulating))).not.toContain("emulated");
  });

  test("others join as they did", () => {
    expect(settings("join", { ...controlPlane, join: true })[0]).not.toHaveProperty("patches");
  });
});
