import { NotYet } from "#core/errors.ts";
import type { KeyChange } from "#core/keys/key-records.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import { worsened } from "#core/upgrade/workloads.ts";
import { type ControlPlane, lookAtControlPlane } from "./member-change.ts";
import { instanceOf } from "./node-change.ts";
import { publishedSince } from "./published-authorities.ts";
import { shortOf } from "./short-of.ts";
import type { Ports } from "./stage.ts";
import { upgradeOf } from "./upgrade-facts.ts";

interface Placed {
  pod: KubernetesObject;
  node: string;
  namespace: string;
}

/** A kubelet's own pods come and go with its files, not with the API. */
const isStatic = ({ metadata: { annotations = {} } }: KubernetesObject): boolean =>
  "kubernetes.io/config.mirror" in annotations;

const podsOnMembers = async ({ api, records }: ControlPlane): Promise<Placed[]> => {
  const members = new Set(records.map(({ nodeId }) => nodeId));
  const names = new Set((await api.nodes()).filter((node) => members.has(instanceOf(node))).map(({ name }) => name));
  return (await api.list({ apiVersion: "v1", kind: "Pod" }))
    .filter((pod) => !isStatic(pod))
    .map((pod) => ({
      pod,
      node: ((pod["spec"] ?? {}) as { nodeName?: string }).nodeName ?? "",
      namespace: pod.metadata.namespace ?? "default",
    }))
    .filter(({ node }) => names.has(node));
};

/** Those that have begun before their namespace was told whom to trust. @throws NotYet while one is not told */
const olderThanTold = async (api: Kubernetes, pods: readonly Placed[], pem: string): Promise<Placed[]> => {
  const since = new Map<string, string>();
  for (const namespace of new Set(["kube-system", ...pods.map((one) => one.namespace)])) {
    const at = await publishedSince(api, namespace, pem);
    if (at === undefined) throw new NotYet(`namespace ${namespace} is told other authorities`);
    since.set(namespace, at);
  }
  // The API counts in seconds.
  return pods.filter(
    ({ pod, namespace }) => String(pod.metadata["creationTimestamp"] ?? "9") <= (since.get(namespace) ?? ""),
  );
};

/** Those of one node; the others are next. @throws NotYet until none is left */
const evict = async (api: Kubernetes, pods: readonly Placed[]): Promise<void> => {
  const node = pods.map((one) => one.node).sort()[0];
  const kept: (string | undefined)[] = [];
  for (const { pod, namespace } of pods.filter((one) => one.node === node)) {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp === undefined) kept.push(await api.evict({ namespace, name }));
  }
  const why = kept.find((one) => one !== undefined);
  throw new NotYet(`pods on node ${node} begin anew${why ? `; ${why}` : ""}`);
};

/**
 * Pods read whom they trust as they begin, and some never again. Those on workers begin after all of the control plane has the new keys;
 * those on its own machines may have begun while an old controller manager still told the old authorities. Node by node they begin anew.
 * @throws NotYet until all have
 */
export const restartPods = async (input: StageInput, keys: KeyChange, ports: Ports): Promise<void> => {
  const { state, secrets } = ports;
  const [controlPlane, { files }, operation] = await Promise.all([
    lookAtControlPlane(input, ports),
    secrets.keys(input.clusterId),
    state.operation(input.tenantId, input.operationId),
  ]);
  const { api } = controlPlane;
  const upgrade = upgradeOf(operation);
  const missing = worsened(upgrade.short, await shortOf(api));
  if (missing.length > 0) throw new NotYet(missing.join("; "));
  const pods = await olderThanTold(api, await podsOnMembers(controlPlane), files["pki/ca.crt"] ?? "");
  if (pods.length > 0) await evict(api, pods);
  await state.noteUpgrade(input, { upgrade: { ...upgrade, keys: { ...keys, trusted: true } } });
};
