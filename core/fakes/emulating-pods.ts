import type { KubernetesObject } from "#core/ports/cloud.ts";
import { emulators } from "#core/stages/emulating-pods.ts";

interface WordPod {
  kind?: unknown;
  spec?: { nodeName?: string; volumes?: { hostPath?: { path: string; type?: string } }[] };
}

/** The pods by which a kubelet shows a member's programs. @param emulates the minor, where they emulate one */
export const emulatingPods = (node: string, emulates: string | undefined): KubernetesObject[] =>
  emulators.map((component) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${component}-${node}`,
      namespace: "kube-system",
      annotations: { "kubernetes.io/config.mirror": "simulated" },
    },
    spec: {
      nodeName: node,
      containers: [
        {
          name: component,
          image: `registry.k8s.io/${component}:simulated`,
          command: [component, ...(emulates === undefined ? [] : [`--emulated-version=${emulates}`])],
        },
      ],
    },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  }));

/** The node whose machine finds the word that its programs are to be of their own version, where the pod leaves it. */
export const toldNode = (object: object): string | undefined => {
  const { kind, spec } = object as WordPod;
  const paths = kind === "Pod" ? (spec?.volumes ?? []) : [];
  const isWord = paths.some(
    ({ hostPath }) => hostPath?.path === "/var/lib/kubewright/finalise" && hostPath.type === "FileOrCreate",
  );
  return isWord ? spec?.nodeName : undefined;
};
