import { createPrivateKey } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { issue } from "#adapters/certificates.ts";
import { kubernetesApi } from "#adapters/kubernetes-api.ts";
import { systemClock } from "#adapters/system-clock.ts";
import { x509Authority } from "#adapters/x509-authority.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { kubeconfigOf } from "#local/kubernetes/kubectl.ts";
import { nodeFiles } from "#local/kubernetes/node-files.ts";
import { freePorts } from "#local/ports.ts";
import { end, launch, type ProcessRecord } from "#local/processes.ts";

const loopback = "127.0.0.1";

export interface ApiServer {
  /** As the service speaks to a cluster. */
  api: Kubernetes;
  keys: ClusterKeys;
  /** What the audit log has of requests to paths that have this in them. */
  audited(part: string): { verb: string; requestURI: string; user: { username: string } }[];
  url: string;
  /** Where its etcd is. */
  etcdUrl: string;
  /** As a caller of the group speaks to it. */
  credentials(user: string, group: string): Promise<Credentials>;
  stop(): Promise<void>;
}

/** Secrets lie encrypted in etcd, as a cluster's do: see node/files (kubeadm.jq). */
const encryptionOf = ({ encryptionKey: secret }: ClusterKeys): string =>
  JSON.stringify({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [
      { resources: ["secrets"], providers: [{ secretbox: { keys: [{ name: "key1", secret }] } }, { identity: {} }] },
    ],
  });

/**
 * A Kubernetes API of real programs, etcd and the controller that fills aggregated roles behind it, with keys made as a cluster's are;
 * no machines, no root.
 * @param programs folder of etcd, kube-apiserver and kube-controller-manager @param emulates the minor that they serve, such as 1.36
 */
export const startApiServer = async (programs: string, emulates?: string): Promise<ApiServer> => {
  const folder = mkdtempSync(join(tmpdir(), "kubewright-api-"));
  const { localstack: port, region: etcdPort, issuer: peerPort } = await freePorts();
  const authority = x509Authority(systemClock);
  const keys = await authority.newKeys();
  const from = new Date();
  const file = (name: string, text: string): string => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const pem = (name: string): string => file(name, keys.files[name] ?? "");
  const serving = issue(
    { commonName: "kube-apiserver", usage: "server", addresses: [loopback] },
    {
      by: { certificate: keys.files["pki/ca.crt"] ?? "", key: createPrivateKey(keys.files["pki/ca.key"] ?? "") },
      from,
      seconds: 3600,
    },
  );
  const running: ProcessRecord[] = [];
  const start = (name: string, ...args: string[]): void =>
    void running.push(launch(name, [join(programs, name), ...args], { log: join(folder, `${name}.log`), cwd: folder }));

  const credentials: ApiServer["credentials"] = async (user, group) => {
    const made = await authority.clientCertificate(keys, { user, groups: [group], seconds: 3600 });
    return {
      endpoint: `https://${loopback}:${port}`,
      certificateAuthority: keys.files["pki/ca.crt"] ?? "",
      clientCertificate: made.certificate,
      clientKey: made.key,
      groups: [group],
      expiresAt: made.expiresAt,
    };
  };
  const log = join(folder, "audit.log");
  const audited: ApiServer["audited"] = (part) =>
    (existsSync(log) ? readFileSync(log, "utf8") : "")
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line) as ReturnType<ApiServer["audited"]>[number])
      .filter(({ requestURI }) => requestURI.includes(part));
  const stop = async (): Promise<void> => {
    await Promise.all(running.reverse().map((one) => end(one)));
    rmSync(folder, { recursive: true, force: true });
  };

  const emulation = emulates === undefined ? [] : [`--emulated-version=${emulates}`];
  const etcd = `http://${loopback}:${etcdPort}`;
  const peer = `http://${loopback}:${peerPort}`;
  start(
    "etcd",
    ...["--data-dir", join(folder, "etcd"), "--unsafe-no-fsync", "--name", "one"],
    ...["--listen-client-urls", etcd, "--advertise-client-urls", etcd],
    ...["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", `one=${peer}`],
  );
  start(
    "kube-apiserver",
    `--etcd-servers=${etcd}`,
    `--bind-address=${loopback}`,
    `--advertise-address=${loopback}`,
    `--secure-port=${port}`,
    "--authorization-mode=Node,RBAC",
    // A machine's own.
    `--authentication-config=${join(nodeFiles, "etc/kubewright/authentication.yaml")}`,
    `--audit-policy-file=${join(nodeFiles, "etc/kubewright/audit-policy.yaml")}`,
    `--audit-log-path=${log}`,
    "--enable-admission-plugins=NodeRestriction,DenyServiceExternalIPs",
    `--client-ca-file=${pem("pki/ca.crt")}`,
    `--tls-cert-file=${file("serving.crt", serving.certificate)}`,
    `--tls-private-key-file=${file("serving.key", serving.key)}`,
    `--encryption-provider-config=${file("encryption.json", encryptionOf(keys))}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${pem("pki/sa.pub")}`,
    `--service-account-signing-key-file=${pem("pki/sa.key")}`,
    "--service-cluster-ip-range=10.96.0.0/16",
    "--endpoint-reconciler-type=none",
    ...emulation,
  );
  const controller = await credentials("system:kube-controller-manager", "system:masters");
  start(
    "kube-controller-manager",
    `--kubeconfig=${file("controller.json", kubeconfigOf(controller))}`,
    "--controllers=clusterrole-aggregation-controller,serviceaccount-controller",
    "--leader-elect=false",
    "--secure-port=0",
    ...emulation,
  );
  try {
    const api = await kubernetesApi(authority, port).connect({ dnsName: loopback, keys });
    const deadline = Date.now() + 60_000;
    while (!(await api.ready())) {
      if (Date.now() > deadline) throw new Error(`kube-apiserver is not ready; see ${folder}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { api, keys, etcdUrl: etcd, url: `https://${loopback}:${port}`, credentials, audited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
