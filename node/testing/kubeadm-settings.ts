import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MachineConfig } from "../machine-config.ts";

const lib = join(import.meta.dirname, "../files/usr/local/lib/kubewright");

export const controlPlane: MachineConfig = {
  clusterId: "cls_1",
  role: "control-plane",
  region: "eu-central-1",
  kubernetesVersion: "v1.37.2",
  endpoint: { host: "api.cls-1.kubewright.internal", port: 6443, addresses: ["10.0.0.5", "10.0.1.5"] },
  secretId: "kubewright/cls_1/control-plane",
  taskTokenParameterPrefix: "/kubewright/cls_1/boot",
  podCidr: "10.244.0.0/16",
  serviceCidr: "10.96.0.0/16",
  dnsAddress: "10.96.0.10",
  etcdMembers: [
    { name: "ip-10-0-0-10", address: "10.0.0.10" },
    { name: "ip-10-0-1-10", address: "10.0.1.10" },
  ],
  certificateNames: ["balancer.example.com"],
  labels: {},
  taints: [],
};
const { etcdMembers: _, certificateNames: __, ...common } = controlPlane;
export const worker: MachineConfig = {
  ...common,
  role: "worker",
  labels: { "kubewright.dev/node-group": "default", quoted: "it's" },
  taints: [{ key: "example.com/gpu", effect: "NoSchedule" }],
};
export const identity = {
  instanceId: "i-1",
  address: "10.0.0.10",
  zone: "eu-central-1a",
  region: "eu-central-1",
  nodeName: "ip-10-0-0-10",
  instanceType: "t3.large",
  faultDomain: "rack-1",
};
export const secret = {
  bootstrapToken: "abcdef.0123456789abcdef",
  caCertHash: `sha256:${"a".repeat(64)}`,
  encryptionKey: "c2VjcmV0",
};

type Json = { kind?: string } & Record<string, never>;

/** Documents of the boot program's own shell function, a line of JSON each. @param definition of kubeadm.jq, such as `init` */
export const settingsText = (
  definition: string,
  machine: MachineConfig,
  identified = identity,
  secrets: object = secret,
): string => {
  const folder = mkdtempSync(join(tmpdir(), "kubeadm-"));
  try {
    writeFileSync(join(folder, "machine.json"), JSON.stringify(MachineConfig.parse(machine)));
    writeFileSync(join(folder, "identity.json"), JSON.stringify(identified));
    writeFileSync(join(folder, "secret.json"), JSON.stringify(secrets));
    const script = `set -euo pipefail; . "$lib/kubeadm.sh"; settings ${definition}`;
    const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", script], {
      env: { ...process.env, lib, run: folder, machine: join(folder, "machine.json") },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const settings = (definition: string, machine: MachineConfig, identified = identity, secrets?: object): Json[] =>
  settingsText(definition, machine, identified, secrets)
    .split("\n")
    .map((line) => JSON.parse(line) as Json);
