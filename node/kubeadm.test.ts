import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { MachineConfig } from "./machine-config.ts";
import { controlPlane, identity, secret, settings, worker } from "./testing/kubeadm-settings.ts";

const flags = (list: { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(list.map(({ name, value }) => [name, value]));

const apiServer = () =>
  (
    settings("init", controlPlane).find(({ kind }) => kind === "ClusterConfiguration") as unknown as {
      apiServer: { extraArgs: { name: string; value: string }[]; extraVolumes: { mountPath: string }[] };
    }
  ).apiServer;

describe("a new cluster", () => {
  test("is found by its name, at every address it has", () => {
    const cluster = settings("init", controlPlane).find(({ kind }) => kind === "ClusterConfiguration");
    expect(cluster).toMatchObject({
      controlPlaneEndpoint: "api.cls-1.kubewright.internal:6443",
      kubernetesVersion: "v1.37.2",
      networking: { podSubnet: "10.244.0.0/16", serviceSubnet: "10.96.0.0/16" },
      apiServer: { certSANs: ["10.0.0.5", "10.0.1.5", "api.cls-1.kubewright.internal", "balancer.example.com"] },
    });
  });

  test("has etcd's members from the start, and none of them in the configuration it keeps", () => {
    expect(settings("etcdPatch", controlPlane)[0]).toEqual([
      {
        op: "add",
        path: "/spec/containers/0/command/-",
        value: "--initial-cluster=ip-10-0-0-10=https://10.0.0.10:2380,ip-10-0-1-10=https://10.0.1.10:2380",
      },
      { op: "add", path: "/spec/containers/0/command/-", value: "--initial-cluster-state=new" },
    ]);
    expect(JSON.stringify(settings("init", controlPlane))).not.toContain("10.0.1.10");
  });

  test("that is born from a snapshot runs the etcd that the one before ran; any other what its version comes with", () => {
    const etcdOf = (machine: MachineConfig) =>
      settings("init", machine).find(({ kind }) => kind === "ClusterConfiguration")?.["etcd"];
    expect(etcdOf(controlPlane)).toEqual({ local: { dataDir: "/var/lib/etcd/data" } });
    const told = etcdOf({ ...controlPlane, etcdImageTag: "3.6.8-0" });
    expect(told).toEqual({ local: { dataDir: "/var/lib/etcd/data", imageTag: "3.6.8-0" } });
  });

  test("that is born from another one's snapshot has members that take no pods from the first moment on", () => {
    const restore = { key: "etcd/cls_1/bkp_1", sha256: "a".repeat(64), token: "op_1" };
    const argsOf = (machine: MachineConfig) => {
      const init = settings("init", machine).find(({ kind }) => kind === "InitConfiguration");
      const registration = init?.["nodeRegistration"] as
        | { kubeletExtraArgs: { name: string; value: string }[] }
        | undefined;
      return flags(registration?.kubeletExtraArgs ?? [])["register-with-taints"];
    };
    const ofAnother = { name: "condition", expression: "true" };
    expect(argsOf({ ...controlPlane, restore: { ...restore, ofAnother } })).toBe(
      "node-role.kubernetes.io/control-plane:NoSchedule",
    );
    expect([argsOf({ ...controlPlane, restore }), argsOf(controlPlane)]).toEqual([undefined, undefined]);
  });

  test("signs by a certificate of its own where the secret holds one, and as kubeadm has it where it does not", () => {
    const signsBy = (files: object): string | undefined => {
      const init = settings("init", controlPlane, identity, { ...secret, files });
      const manager = init.find(({ kind }) => kind === "ClusterConfiguration")?.["controllerManager"] as
        | { extraArgs: { name: string; value: string }[] }
        | undefined;
      return flags(manager?.extraArgs ?? [])["cluster-signing-cert-file"];
    };
    expect(signsBy({ "pki/cluster-signing.crt": "x" })).toBe("/etc/kubernetes/pki/cluster-signing.crt");
    expect(signsBy({ "pki/ca.crt": "x" })).toBeUndefined();
  });

  test("answers nobody without credentials but those who ask whether it is well, or what they join", () => {
    const file = join(import.meta.dirname, "files/etc/kubewright/authentication.yaml");
    const { anonymous } = parse(readFileSync(file, "utf8")) as { anonymous: { conditions: { path: string }[] } };
    expect(anonymous.conditions.map(({ path }) => path)).toEqual([
      "/livez",
      "/readyz",
      "/healthz",
      "/api/v1/namespaces/kube-public/configmaps/cluster-info",
    ]);
    const { extraArgs, extraVolumes } = apiServer();
    const path = flags(extraArgs)["authentication-config"];
    expect(file.endsWith(`files${path}`)).toBe(true);
    expect(extraVolumes.map(({ mountPath }) => mountPath)).toContain(path);
    // The API server takes one or the other.
    expect(flags(extraArgs)).not.toHaveProperty("anonymous-auth");
  });

  test("is set up as the CIS benchmark wants it where kubeadm is not", () => {
    expect(flags(apiServer().extraArgs)).toMatchObject({
      "audit-log-maxbackup": "10",
      "audit-log-maxsize": "100",
      "enable-admission-plugins": "NodeRestriction,DenyServiceExternalIPs",
      profiling: "false",
      "service-account-extend-token-expiration": "false",
    });
    const suites = flags(apiServer().extraArgs)["tls-cipher-suites"]?.split(",");
    expect(suites).toHaveLength(4);
    for (const suite of suites ?? []) expect(suite).toMatch(/^TLS_ECDHE_\w+_GCM_SHA\d+$/);
    const kubelet = settings("init", controlPlane).find(({ kind }) => kind === "KubeletConfiguration");
    expect(kubelet).toMatchObject({ podPidsLimit: 4096, seccompDefault: true, tlsCipherSuites: suites });
  });

  test("records who went into a pod before it leaves out what is only read", () => {
    const file = join(import.meta.dirname, "files/etc/kubewright/audit-policy.yaml");
    const { rules } = parse(readFileSync(file, "utf8")) as {
      rules: { level: string; verbs?: string[]; resources?: { resources: string[] }[] }[];
    };
    const recorded = rules
      .slice(
        0,
        rules.findIndex(({ level, verbs }) => level === "None" && verbs?.includes("get")),
      )
      .filter(({ level }) => level === "Metadata")
      .flatMap(({ resources = [] }) => resources.flatMap((one) => one.resources));
    expect(recorded).toEqual(expect.arrayContaining(["secrets", "pods/exec", "pods/portforward", "nodes/proxy"]));
  });

  test("encrypts secrets with the cluster's key first", () => {
    expect(settings("encryptionConfiguration", controlPlane)[0]).toMatchObject({
      resources: [
        { resources: ["secrets"], providers: [{ secretbox: { keys: [{ secret: "c2VjcmV0" }] } }, { identity: {} }] },
      ],
    });
  });

  test("of a cluster that is born from backups reads what they were encrypted with, each under the name that it had there", () => {
    const keys = { encryptionKey: "own", earlierEncryptionKeys: ["first", "second"] };
    expect(settings("encryptionConfiguration", controlPlane, identity, { ...secret, ...keys })[0]).toMatchObject({
      resources: [
        {
          providers: [
            {
              secretbox: {
                keys: [
                  { name: "key3", secret: "own" },
                  { name: "key2", secret: "second" },
                  { name: "key1", secret: "first" },
                ],
              },
            },
            { identity: {} },
          ],
        },
      ],
    });
  });

  test("keeps its bootstrap token out of the configuration that is stored in it", () => {
    const [init, ...stored] = settings("init", controlPlane);
    expect(JSON.stringify(init)).toContain(secret.bootstrapToken);
    expect(JSON.stringify(stored)).not.toContain(secret.bootstrapToken);
  });
});

describe("a node", () => {
  const registration = (machine: MachineConfig, identified = identity) =>
    settings("join", machine, identified)[0]?.["nodeRegistration"] as unknown as {
      name: string;
      taints?: unknown[];
      kubeletExtraArgs: { name: string; value: string }[];
    };

  test("says where it is and which machine it is", () => {
    const { name, kubeletExtraArgs } = registration(worker);
    expect(name).toBe("ip-10-0-0-10");
    expect(flags(kubeletExtraArgs)).toEqual({
      "node-ip": "10.0.0.10",
      "provider-id": "aws:///eu-central-1a/i-1",
      "node-labels": [
        "topology.kubernetes.io/region=eu-central-1",
        "topology.kubernetes.io/zone=eu-central-1a",
        "node.kubernetes.io/instance-type=t3.large",
        "kubewright.dev/fault-domain=rack-1",
        "kubewright.dev/node-group=default",
        "quoted=it's",
      ].join(","),
    });
  });

  test("claims no fault domain where the cloud tells none", () => {
    const { kubeletExtraArgs } = registration(worker, { ...identity, faultDomain: "" });
    expect(flags(kubeletExtraArgs)["node-labels"]).not.toContain("fault-domain");
  });

  test("has its group's taints; of the control plane, kubeadm's own as well", () => {
    expect(registration(worker).taints).toEqual(worker.taints);
    expect(registration({ ...worker, taints: [] }).taints).toEqual([]);
    expect(registration(controlPlane).taints).toBeUndefined();
    expect(registration({ ...controlPlane, taints: worker.taints }).taints).toEqual([
      { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
      ...worker.taints,
    ]);
  });

  test("is told nothing of the machine's disks and script: they are done with before", () => {
    const machine = { ...worker, dataDisks: [{ mountPath: "/data" }], userScript: "echo mine" };
    expect(settings("join", machine)).toEqual(settings("join", worker));
  });

  test("trusts only the CA that the service made", () => {
    expect(settings("join", worker)[0]).toMatchObject({
      discovery: {
        bootstrapToken: { apiServerEndpoint: "api.cls-1.kubewright.internal:6443", caCertHashes: [secret.caCertHash] },
      },
    });
  });

  test("joins as a member only when it is one", () => {
    expect(settings("join", worker)[0]).not.toHaveProperty("controlPlane");
    expect(settings("join", controlPlane)[0]).toMatchObject({
      controlPlane: { localAPIEndpoint: { advertiseAddress: "10.0.0.10", bindPort: 6443 } },
    });
  });
});
