import { NotYet, TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import type { EtcdDoor } from "#core/ports/etcd.ts";
import type { Clock } from "#core/ports/state.ts";
import { given } from "./aws-answers.ts";

const namespace = "kube-system";
/** Where kubeadm keeps the certificates that its own probes of etcd show. */
const certificates = "/etc/kubernetes/pki/etcd";
const certificateNames = ["ca.crt", "healthcheck-client.crt", "healthcheck-client.key"];
/** A pod that has not ended so long after its time never will: its node's kubelet does not work. */
const patience = 15_000;

interface Order {
  /** A folder of the node that it may write to. */
  saveTo?: string | undefined;
  /** How long it may take. */
  seconds?: number;
}

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
const podOf = (
  name: string,
  node: string,
  image: string,
  args: string[],
  { saveTo, seconds }: { saveTo: string | undefined; seconds: number },
): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels: { "app.kubernetes.io/managed-by": "kubewright" } },
  spec: {
    nodeName: node,
    hostNetwork: true,
    restartPolicy: "Never",
    activeDeadlineSeconds: seconds,
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
          `--command-timeout=${seconds - 5}s`,
          ...args,
        ],
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
          ...certificateNames.map((file, i) => ({
            name: `file-${i}`,
            mountPath: `${certificates}/${file}`,
            readOnly: true,
          })),
          ...(saveTo === undefined ? [] : [{ name: "saved", mountPath: saveTo }]),
        ],
      },
    ],
    volumes: [
      ...certificateNames.map((file, i) => ({
        name: `file-${i}`,
        hostPath: { path: `${certificates}/${file}`, type: "File" },
      })),
      ...(saveTo === undefined ? [] : [{ name: "saved", hostPath: { path: saveTo, type: "DirectoryOrCreate" } }]),
    ],
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
export const runEtcdctl = async (
  { api, node }: EtcdDoor,
  name: string,
  args: string[],
  clock: Clock,
  { saveTo, seconds = 45 }: Order = {},
): Promise<Outcome> => {
  const reference = { apiVersion: "v1", kind: "Pod", name, namespace };
  const pod = (await api.get(reference)) as PodObject | undefined;
  if (!pod) {
    await api.apply(podOf(name, node, await imageOn(api, node), args, { saveTo, seconds }));
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
  const overdue = Date.parse(clock.now()) - Date.parse(creationTimestamp) > seconds * 1000 + patience;
  // The node that was asked is not one to ask any more: another one is.
  if (!overdue && pod.spec?.nodeName === node) throw new NotYet(`etcd is asked on node ${node} (${phase ?? "new"})`);
  await api.remove(reference);
  throw new TemporaryFailure(`the pod that asks etcd did not end on node ${pod.spec?.nodeName ?? ""}`);
};

/** The same for the same question of the same operation. */
export const etcdctlPodName = ({ operationId }: EtcdDoor, question: string): string =>
  `etcd-${operationId.replaceAll("_", "-")}-${question}`.toLowerCase();
