import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";

const namespace = "kube-system";
/** Those of a member's programs that can emulate an older minor, as their manifests and pods are named. */
export const emulators = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

interface PodObject extends KubernetesObject {
  spec?: { containers?: { image?: string; command?: string[] }[] };
  status?: { phase?: string; conditions?: { type: string; status: string }[] };
}

/** A static pod, as its kubelet shows it to the API; the command is that of the manifest. */
const shown = async (api: Kubernetes, component: string, node: string): Promise<PodObject | undefined> =>
  api.get({ apiVersion: "v1", kind: "Pod", name: `${component}-${node}`, namespace });

const isReady = ({ status }: PodObject): boolean =>
  status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;

const emulates = ({ spec }: PodObject): boolean =>
  spec?.containers?.[0]?.command?.some((word) => word.startsWith("--emulated-version=")) === true;

/** Whose pod emulates, or is not Ready, or is not shown: none once the member serves what it is. */
export const stillEmulating = async (api: Kubernetes, node: string): Promise<string[]> => {
  const pods = await Promise.all(emulators.map(async (name) => [name, await shown(api, name, node)] as const));
  return pods.flatMap(([name, pod]) => (pod && isReady(pod) && !emulates(pod) ? [] : [name]));
};

/** Where the word lies that the machine waits for: see node/files/etc/systemd/system/kubewright-finalise.path. */
const word = "/var/lib/kubewright/finalise";

const wordPod = (node: string) => ({ apiVersion: "v1", kind: "Pod", name: `kubewright-finalise-${node}`, namespace });

/**
 * Leaves the word on the node's machine: the kubelet makes the file that a pod asks for. The pod itself runs the one program that is there
 * for sure, which says its version and ends. One that has ended without the word being heeded is made anew.
 */
export const leaveWord = async (api: Kubernetes, node: string): Promise<void> => {
  const { name, ...reference } = wordPod(node);
  const pod = (await api.get({ ...reference, name })) as PodObject | undefined;
  if (pod) {
    if (pod.status?.phase === "Failed") await api.remove({ ...reference, name });
    return;
  }
  const image = (await shown(api, "kube-apiserver", node))?.spec?.containers?.[0]?.image;
  if (image === undefined) return;
  await api.apply({
    ...{ apiVersion: "v1", kind: "Pod" },
    metadata: { name, namespace, labels: { "app.kubernetes.io/managed-by": "kubewright" } },
    spec: {
      nodeName: node,
      restartPolicy: "Never",
      activeDeadlineSeconds: 60,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      hostNetwork: true,
      priorityClassName: "system-node-critical",
      tolerations: [{ operator: "Exists" }],
      containers: [
        {
          name: "word",
          image,
          imagePullPolicy: "IfNotPresent",
          command: ["kube-apiserver", "--version"],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [{ name: "word", mountPath: "/word", readOnly: true }],
        },
      ],
      volumes: [{ name: "word", hostPath: { path: word, type: "FileOrCreate" } }],
    },
  });
};

/** One that is not there is no fault. */
export const forgetWord = (api: Kubernetes, node: string): Promise<void> => api.remove(wordPod(node), { atOnce: true });
