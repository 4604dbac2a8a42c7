import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { exemption } from "#core/stages/webhooks.ts";
import { controlPlane } from "./testing/kubeadm-settings.ts";

const lib = join(import.meta.dirname, "files/usr/local/lib/kubewright");
let folder = "";
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "another-"));
  mkdirSync(at("asked"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs shell text with the program's functions on a member that is born with another cluster's snapshot. */
const member = (text: string): { status: number | null; output: string } => {
  const restore = { key: "etcd/cls_1/bkp_1", sha256: "a".repeat(64), token: "op_1", ofAnother: exemption };
  writeFileSync(at("machine.json"), JSON.stringify({ ...controlPlane, restore }));
  const script = `set -euo pipefail
    run="${folder}" machine="${at("machine.json")}" for_all=none
    . "${lib}/another.sh"
    ${text}`;
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
  return { status, output: stdout + stderr };
};

describe("of what another cluster's etcd held", () => {
  /** etcdctl as far as it is needed: a file of keys, and transactions of which each takes away what it names, unless the mark is there. */
  const withKeys = (...keys: string[]): void => {
    writeFileSync(at("keys"), keys.map((key) => `${key}\n`).join(""));
    writeFileSync(
      at("etcdctl"),
      `#!/bin/bash
cd "${folder}"
if [[ " $* " == *" get "* ]]; then cat keys; exit; fi
read -r condition
mark=$(sed -E 's/^create\\("(.*)"\\) = "0"$/\\1/' <<<"$condition")
if grep -qxF "$mark" keys; then printf 'FAILURE\\n\\n'; exit; fi
echo "$condition" >>conditions
while read -r word key _; do
  key=\${key//\\"/}
  case $word in
    del) grep -vxF "$key" keys >left || true; mv left keys ;;
    put) echo "$key" >>keys ;;
  esac
done
printf 'SUCCESS\\n\\n'
`,
    );
    chmodSync(at("etcdctl"), 0o755);
  };
  const forget = () => member(`etcdctl="${at("etcdctl")}"; forget_others`);
  const keys = (): string[] => readFileSync(at("keys"), "utf8").trim().split("\n");
  const mark = "/kubewright/born/cls_1";

  test("its machines and what it was known by go, its users' objects stay, and a mark is left", () => {
    const kept = [
      ...["configmaps/app/settings", "configmaps/kube-system/coredns", "configmaps/app/kube-root-ca.crt-copy"],
      ...["secrets/app/password", "secrets/kube-system/other", "deployments/app/pods", "podtemplates/app/minions"],
      ...[
        "leases/app/leader",
        "daemonsets/app/kube-proxy",
        "services/specs/default/kubernetes",
        "services/endpoints/app/kubernetes",
      ],
      ...["endpointslices/app/web-1", "persistentvolumes/theirs", "validatingadmissionpolicies/mine"],
    ].map((key) => `/registry/${key}`);
    const gone = [
      ...["minions/ip-10-0-0-10", "csinodes/ip-10-0-0-10", "pods/app/web-1", "volumeattachments/csi-1"],
      ...["masterleases/10.0.0.10", "certificatesigningrequests/csr-1", "leases/kube-node-lease/ip-10-0-0-10"],
      ...["leases/kube-system/kube-scheduler", "services/endpoints/default/kubernetes"],
      ...[
        "endpointslices/default/kubernetes",
        "configmaps/app/kube-root-ca.crt",
        "configmaps/kube-public/cluster-info",
      ],
      ...["configmaps/kube-system/extension-apiserver-authentication", "configmaps/kube-system/kubewright-born"],
      ...["configmaps/kube-system/kube-proxy", "daemonsets/kube-system/kube-proxy"],
      ...["secrets/kube-system/bootstrap-token-abcdef", "validatingadmissionpolicies/kubewright-hibernation"],
      ...["validatingadmissionpolicybindings/kubewright-hibernation"],
    ].map((key) => `/registry/${key}`);
    withKeys(...kept, ...gone);
    const { status, output } = forget();
    expect({ status, output }).toEqual({
      ...{ status: 0, output: `${gone.length} objects of the other cluster's machines are left behind\n` },
    });
    expect(keys()).toEqual([...kept, mark]);
  });

  test("more go than one transaction takes, each only while there is no mark", () => {
    withKeys(...Array.from({ length: 250 }, (_, i) => `/registry/pods/app/web-${i}`));
    expect(forget().status).toBe(0);
    expect(keys()).toEqual([mark]);
    const conditions = readFileSync(at("conditions"), "utf8").trim().split("\n");
    expect(conditions).toEqual(Array(4).fill(`create("${mark}") = "0"`));
  });

  test("nothing goes once another member was through: what is there by then is this cluster's", () => {
    withKeys("/registry/minions/new", mark);
    expect(forget()).toEqual({ status: 0, output: "another member has left the other cluster behind\n" });
    expect(keys()).toEqual(["/registry/minions/new", mark]);
  });

  test("a snapshot that holds another cluster's mark is left behind all the same", () => {
    withKeys("/registry/minions/old", "/kubewright/born/cls_0");
    expect(forget().status).toBe(0);
    expect(keys()).toEqual(["/kubewright/born/cls_0", mark]);
  });

  test("etcd that does not answer fails the boot", () => {
    withKeys("/registry/minions/old");
    writeFileSync(at("etcdctl"), `#!/bin/bash\n[[ " $* " == *" get "* ]] && echo /registry/minions/old\n`);
    expect(forget().status).toBe(1);
  });
});

describe("as soon as the API answers", () => {
  /** What the API answers with, and what it is told, by method and path. */
  const opened = (answers: Record<string, object>): Record<string, unknown> => {
    for (const [path, answer] of Object.entries({ ...empty, ...answers }))
      writeFileSync(at(path.replaceAll("/", "_")), JSON.stringify(answer));
    const { status, output } = member(`
      open_api() { :; }
      api() { case $1 in GET) cat "$run/\${2//\\//_}" ;; *) printf '%s\\n' "$3" >"$run/asked/$1\${2//\\//_}" ;; esac; }
      open_early; ls "$run/asked"`);
    expect(status).toBe(0);
    const asked = output.trim().split("\n").filter(Boolean);
    return Object.fromEntries(asked.map((name) => [name, JSON.parse(readFileSync(at(`asked/${name}`), "utf8"))]));
  };
  const webhooks = (kind: string): string => `/apis/admissionregistration.k8s.io/v1/${kind}webhookconfigurations`;
  const volumes = "/api/v1/persistentvolumes";
  const empty = { [webhooks("validating")]: {}, [webhooks("mutating")]: { items: [] }, [volumes]: { items: [] } };
  const own = { service: { namespace: "policies", name: "web" } };

  test("webhooks are asked under the service's condition, with their own namespace in it, beside conditions of theirs", () => {
    const theirs = { name: "mine", expression: "true" };
    const done = { metadata: { name: "done" }, webhooks: [{ name: "a", matchConditions: [exemption] }] };
    const slept = { name: "b", matchConditions: [{ name: "kubewright-hibernation-unserved", expression: "true" }] };
    const one = {
      metadata: { name: "one", resourceVersion: "7" },
      webhooks: [{ name: "c", clientConfig: own, matchConditions: [theirs] }, { name: "d" }, slept],
    };
    const conditionFor = (namespace: string) => ({
      ...{ name: exemption.name, expression: exemption.expression.replaceAll("NAMESPACE", namespace) },
    });
    expect(exemption.expression).toContain("'NAMESPACE'");
    expect(opened({ [webhooks("mutating")]: { items: [done, one] } })).toEqual({
      [`PUT${webhooks("mutating")}/one`.replaceAll("/", "_")]: {
        ...one,
        webhooks: [
          { name: "c", clientConfig: own, matchConditions: [theirs, conditionFor("policies")] },
          { name: "d", matchConditions: [conditionFor("kube-system")] },
          slept,
        ],
      },
    });
  });

  test("no volume is this cluster's to delete", () => {
    const volume = (name: string, policy: string) => ({
      ...{ metadata: { name }, spec: { persistentVolumeReclaimPolicy: policy } },
    });
    expect(opened({ [volumes]: { items: [volume("a", "Delete"), volume("b", "Retain")] } })).toEqual({
      [`PATCH${volumes}/a`.replaceAll("/", "_")]: { spec: { persistentVolumeReclaimPolicy: "Retain" } },
    });
  });
});
