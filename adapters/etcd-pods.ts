import { NotYet, TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import type { EtcdDoor, EtcdMember, EtcdMembers } from "#core/ports/etcd.ts";
import type { Clock } from "#core/ports/state.ts";
import { given } from "./aws-answers.ts";

const namespace = "kube-system";
/** Where kubeadm keeps the certificates that its own probes of etcd show. */
const certificates = "/etc/kubernetes/pki/etcd";
const certificateNames = ["ca.crt", "healthcheck-client.crt", "healthcheck-client.key"];
/** A pod that has not ended then never will: its node's kubelet does not work. */
const patience = 60_000;

interface PodObject extends KubernetesObject {
  metadata: KubernetesObject["metadata"] & { creationTimestamp?: string; deletionTimestamp?: string };
  spec?: { nodeName?: string; containers?: { name: string; image?: string }[] };
  status?: {
    phase?: string;
    reason?: string;
    containerStatuses?: { state?: { terminated?: { message?: string; reason?: string } } }[];
  };
}

/** etcd's own image has etcdctl, and is on the node already. */
const imageOn = async (api: Kubernetes, node: string): Promise<string> => {
  const pod = await api.get({ apiVersion: "v1", kind: "Pod", name: `etcd-${node}`, namespace });
  const image = (pod as PodObject | undefined)?.spec?.containers?.find(({ name }) => name === "etcd")?.image;
  if (image === undefined) throw new TemporaryFailure(`node ${node} shows no pod of etcd`);
  return image;
};

/** As near to etcd as can be, with nothing but the three files that it takes to be let in, and no shell. */
const podOf = (name: string, node: string, image: string, args: string[]): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels: { "app.kubernetes.io/managed-by": "kubewright" } },
  spec: {
    nodeName: node,
    hostNetwork: true,
    restartPolicy: "Never",
    activeDeadlineSeconds: 45,
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: "system-node-critical",
    tolerations: [{ operator: "Exists" }],
    containers: [
      {
        name: "etcdctl",
        image,
        imagePullPolicy: "IfNotPresent",
        command: [
          "etcdctl",
          "--endpoints=https://127.0.0.1:2379",
          `--cacert=${certificates}/ca.crt`,
          `--cert=${certificates}/healthcheck-client.crt`,
          `--key=${certificates}/healthcheck-client.key`,
          "--dial-timeout=5s",
          "--command-timeout=10s",
          ...args,
        ],
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: certificateNames.map((file, i) => ({
          name: `file-${i}`,
          mountPath: `${certificates}/${file}`,
          readOnly: true,
        })),
      },
    ],
    volumes: certificateNames.map((file, i) => ({
      name: `file-${i}`,
      hostPath: { path: `${certificates}/${file}`, type: "File" },
    })),
  },
});

type Outcome = { said: string } | { failed: string };

const failureOf = ({ status }: PodObject): string => {
  const ended = status?.containerStatuses?.[0]?.state?.terminated;
  const text = (ended?.message ?? "").trim().split("\n").at(-1);
  return text || ended?.reason || status?.reason || "no reason given";
};

/**
 * Runs etcdctl once, in a pod on the node, and takes the pod away. The pod is found by its name: whoever asks again gets what came of it.
 * @param name of the pod, the same for the same question of the same operation
 * @throws NotYet while it runs, TemporaryFailure when it does not come to an end
 */
const run = async ({ api, node }: EtcdDoor, name: string, args: string[], clock: Clock): Promise<Outcome> => {
  const reference = { apiVersion: "v1", kind: "Pod", name, namespace };
  const pod = (await api.get(reference)) as PodObject | undefined;
  if (!pod) {
    await api.apply(podOf(name, node, await imageOn(api, node), args));
    throw new NotYet(`etcd is asked on node ${node}`);
  }
  const { phase } = pod.status ?? {};
  if (phase === "Succeeded") {
    const said = await api.log({ namespace, name });
    await api.remove(reference);
    return { said: given(said, "the pod's log") };
  }
  if (phase === "Failed") {
    await api.remove(reference);
    return { failed: failureOf(pod) };
  }
  const { creationTimestamp = clock.now() } = pod.metadata;
  const overdue = Date.parse(clock.now()) - Date.parse(creationTimestamp) > patience;
  // The node that was asked is not one to ask any more: another one is.
  if (!overdue && pod.spec?.nodeName === node) throw new NotYet(`etcd is asked on node ${node} (${phase ?? "new"})`);
  await api.remove(reference);
  throw new TemporaryFailure(`the pod that asks etcd did not end on node ${pod.spec?.nodeName ?? ""}`);
};

interface ListedMember {
  ID: string;
  name?: string;
  peerURLs?: string[];
  isLearner?: boolean;
}

const memberOf = ({ ID, name, peerURLs, isLearner }: ListedMember): EtcdMember => ({
  memberId: ID,
  address: new URL(given(peerURLs?.[0], "the member's peer URL")).hostname,
  votes: isLearner !== true,
  // A member tells its name when it starts.
  started: (name ?? "") !== "",
});

/** Warnings of etcdctl are lines of JSON too. */
const answerIn = (log: string): { members?: ListedMember[] } => {
  const line = log.split("\n").find((one) => one.startsWith('{"header"'));
  if (line === undefined) throw new TemporaryFailure("etcdctl said nothing that is a list of members");
  return JSON.parse(line) as { members?: ListedMember[] };
};

const podName = ({ operationId }: EtcdDoor, question: string): string =>
  `etcd-${operationId.replaceAll("_", "-")}-${question}`.toLowerCase();

/** etcd asked by its own command, in a pod of the cluster itself: no port of etcd is open to the service, and no shell to anybody. */
export const etcdPods = (clock: Clock): EtcdMembers => ({
  async list(door) {
    // Identities do not fit into the numbers of JSON as it is read here.
    const args = ["member", "list", "--write-out=json", "--hex"];
    const outcome = await run(door, podName(door, "list"), args, clock);
    if ("failed" in outcome) throw new TemporaryFailure(`etcd does not list its members: ${outcome.failed}`);
    return (answerIn(outcome.said).members ?? []).map(memberOf);
  },

  async remove(door, memberId) {
    const outcome = await run(door, podName(door, `remove-${memberId}`), ["member", "remove", memberId], clock);
    if ("failed" in outcome && !/member not found/i.test(outcome.failed))
      throw new TemporaryFailure(`etcd does not remove member ${memberId}: ${outcome.failed}`);
  },

  async admitOlder(door, minor) {
    const outcome = await run(door, podName(door, `admit-${minor}`), ["downgrade", "enable", minor], clock);
    // Asked for already, or never agreed on anything newer.
    const settled = /downgrade (job )?is (already )?in progress|in progress|invalid downgrade target/i;
    if ("failed" in outcome && !settled.test(outcome.failed))
      throw new TemporaryFailure(`etcd does not admit members of ${minor}: ${outcome.failed}`);
  },
});
