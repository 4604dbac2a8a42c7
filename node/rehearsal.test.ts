import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const lib = join(import.meta.dirname, "files/usr/local/lib/kubewright");

/** What is found by an API server that serves none of what etcd has. @param kept names of objects, by their place below /registry */
const found = (kept: Record<string, string[]>): { what: string; message: string }[] => {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  try {
    for (const file of ["findings", "counts", "resources"]) writeFileSync(join(folder, file), "");
    const places = Object.entries(kept);
    const counts = places.map(([at, names]) => `${at} ${names.length}`).join("\n");
    const cases = places.map(([at, names]) => `${at}) printf '%s\\n' ${names.map((name) => `'${name}'`).join(" ")} ;;`);
    const script = `set -euo pipefail
      drill="${folder}"
      . "${lib}/rehearsal.sh"
      serves=true
      read_definitions() { :; }
      await_resources() { :; }
      kept_objects() { echo '${counts}'; }
      read_below() { echo 0; }
      objects_below() { case $1 in ${cases.join("\n")} esac; }
      read_each`;
    const { status, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const lines = readFileSync(join(folder, "findings"), "utf8").trim().split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as { what: string; message: string });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const published = "kubernetes.io:kube-apiserver-serving:b2cf0977";

test("what the version before does not serve is found", () => {
  expect(found({ "example.com/things": ["default/one"] })).toEqual([
    {
      ...{ check: "unserved-objects", what: "example.com/things" },
      message: "1 object that no API serves, such as /registry/example.com/things/default/one",
    },
  ]);
});

test("but for what Kubernetes itself publishes in every cluster; beside somebody's own it is told of with them", () => {
  expect(found({ clustertrustbundles: [published] })).toEqual([]);
  const [both] = found({ clustertrustbundles: [published, "example.com:mine:1"] });
  expect(both?.message).toMatch(/^2 objects that no API serves, such as .*example\.com:mine:1/);
  expect(found({ "example.com/things": [published] })).toHaveLength(1);
});
