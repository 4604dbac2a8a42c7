import { TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes, KubernetesClusters, KubernetesObject } from "#core/ports/cloud.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { bornWith, publishedRoot, versionOf } from "./add-ons.ts";
import { applied } from "./applied.ts";
import { emulatingPods, toldNode } from "./emulating-pods.ts";
import { etcdAnswers, etcdBehind } from "./etcd.ts";
import { fakeNodes } from "./kubernetes-nodes.ts";
import { fakeFigures, fakeNodeObject } from "./node-object.ts";
import { secretIds } from "./secrets.ts";
import type { Thing, World } from "./world.ts";

interface Reference {
  kind: string;
  name: string;
  namespace?: string;
}

const keyOf = ({ kind, name, namespace }: Reference): string => `${kind}/${namespace ?? ""}/${name}`;

const keyOfObject = ({ kind, metadata: { name, namespace } }: KubernetesObject): string =>
  keyOf({ kind, name, ...(namespace === undefined ? {} : { namespace }) });

/** Namespaces that every cluster has. */
const born = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

interface Stored {
  object: KubernetesObject;
  looks: number;
}

/** A pod runs from the second look on. Where it should reach something (the client), it has done so by then. */
const podStatus = ({ object, looks }: Stored): object => {
  if (looks < 2) return { phase: "Pending" };
  const { restartPolicy } = object["spec"] as { restartPolicy?: string };
  return { phase: restartPolicy === "Always" ? "Running" : "Succeeded", podIP: "10.244.0.5" };
};

/** A member's programs take a look of all three of them to begin anew. */
const looksUntilAnew = 4;

/** The pod of one of its programs, as its machine was told to run it. */
const programOf = ({ nodeName = "", userData, told, state }: Thing<"instances">, name: string) => {
  const { emulates } = JSON.parse(userData || "{}") as { emulates?: string };
  const isAnew = told !== undefined && told >= looksUntilAnew && state === "running";
  return emulatingPods(nodeName, isAnew ? undefined : emulates).find(({ metadata }) => metadata.name === name);
};

const api = (nodesOf: () => Thing<"instances">[], objects: Map<string, Stored>): Kubernetes => ({
  ready: async () => true,

  ...fakeNodes({
    nodesOf,
    objects: () => [...objects.values()].map(({ object }) => object),
    drop: (object) => objects.delete(keyOfObject(object)),
  }),

  async apply(object) {
    const { namespace } = object.metadata;
    const there = born.has(namespace ?? "default") || objects.has(keyOf({ kind: "Namespace", name: namespace ?? "" }));
    if (!there) throw new Error(`there is no namespace ${namespace}`);
    const key = keyOfObject(object);
    const known = objects.get(key);
    objects.set(key, { object: applied(known?.object, structuredClone(object)), looks: known?.looks ?? 0 });
    const node = toldNode(object);
    for (const one of nodesOf()) if (node !== undefined && one.nodeName === node) one.told ??= 0;
  },

  async get(reference) {
    const stored = objects.get(keyOf(reference));
    if (!stored && reference.kind === "Pod")
      for (const member of nodesOf().filter(({ role }) => role === "control-plane")) {
        const program = programOf(member, reference.name);
        if (program && member.told !== undefined) member.told += 1;
        if (program) return program;
      }
    if (!stored) return undefined;
    stored.looks += 1;
    const status = reference.kind === "Pod" ? { status: podStatus(stored) } : {};
    return { ...structuredClone(stored.object), ...status };
  },

  deprecatedRequests: async () =>
    [...objects.values()].flatMap(({ object }) =>
      object.kind === "DeprecatedRequest" ? [object["asked"] as { api: string; removedIn: string }] : [],
    ),

  log: async ({ namespace, name }) => (objects.has(keyOf({ kind: "Pod", name, namespace })) ? "" : undefined),

  async figures(name) {
    const instance = nodesOf().find(({ nodeName }) => nodeName === name);
    return instance && fakeFigures(instance);
  },

  async list({ apiVersion, kind }) {
    if (kind === "Node") return nodesOf().map(fakeNodeObject);
    return [...objects.values()]
      .map(({ object }) => structuredClone(object))
      .filter((object) => object.kind === kind && object.apiVersion === apiVersion);
  },

  async replace(object) {
    const known = objects.get(keyOfObject(object));
    if (known) known.object = structuredClone(object);
  },

  async remove(reference) {
    objects.delete(keyOf(reference));
    if (reference.kind === "Node")
      for (const one of nodesOf()) if (one.nodeName === reference.name) delete one.nodeName;
    if (reference.kind !== "Namespace") return;
    for (const [key, { object }] of objects) if (object.metadata.namespace === reference.name) objects.delete(key);
  },
});

/** The clusters' own APIs: they answer when a booted control-plane machine is among the load balancer's targets. */
export const fakeKubernetes = (
  world: World,
): KubernetesClusters & { objects(clusterId: string): KubernetesObject[] } => {
  const clusters = new Map<string, Map<string, Stored>>();
  const memberOf = (clusterId: string) =>
    world
      .of("instances", clusterId)
      .find(({ role, state, nodeName }) => role === "control-plane" && state === "running" && nodeName !== undefined);
  const keysIn = (clusterId: string): ClusterKeys | undefined =>
    world.get("secrets", secretIds(clusterId).controlPlane)?.value as ClusterKeys | undefined;
  /** Each etcd has its own, a restored one those of its snapshot. */
  const storedIn = (clusterId: string): Map<string, Stored> => {
    const born = etcdBehind(world, clusterId).isNewborn ? world.newborn.get(clusterId) : undefined;
    const key = born ? `${clusterId} ${born.token}` : clusterId;
    const known = clusters.get(key);
    if (known) return known;
    const objects = born
      ? (JSON.parse(born.text) as KubernetesObject[])
      : bornWith(versionOf(memberOf(clusterId)), keysIn(clusterId)?.files["pki/ca.crt"] ?? "");
    const made = new Map(objects.map((object) => [keyOfObject(object), { object, looks: 0 }]));
    clusters.set(key, made);
    return made;
  };
  return {
    objects: (clusterId) => [...storedIn(clusterId).values()].map(({ object }) => object),

    async connect({ dnsName, keys }) {
      const balancer = world.all("loadBalancers").find((one) => one.dnsName === dnsName);
      const clusterId = balancer?.clusterId ?? "";
      const targets = world.of("targetGroups", clusterId).flatMap((group) => group.targets);
      const joined = () => world.of("instances", clusterId).filter(({ nodeName }) => nodeName !== undefined);
      const living = () => joined().filter(({ state }) => state === "running");
      // A machine that ends, or stands still, without a word leaves its Node object behind.
      const left = () => [
        ...joined().filter(({ state }) => state === "stopped"),
        ...world.ghosts.filter((ghost) => ghost.clusterId === clusterId && ghost.nodeName !== undefined),
      ];
      const nodesOf = () => [...living().filter(({ node }) => node !== undefined), ...left()];
      if (!living().some(({ role, address }) => role === "control-plane" && targets.includes(address)))
        throw new TemporaryFailure(`${dnsName} does not answer`);
      if (!etcdAnswers(world, clusterId)) throw new TemporaryFailure(`${dnsName}: etcd has no leader`);
      const ca = keysIn(clusterId)?.files["pki/ca.crt"] ?? "";
      if (ca !== keys.files["pki/ca.crt"]) throw new Error("the server is of another CA");
      const objects = storedIn(clusterId);
      const root = publishedRoot(ca);
      objects.set(keyOfObject(root), { object: root, looks: 0 });
      return api(nodesOf, objects);
    },
  };
};
