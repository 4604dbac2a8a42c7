import { expect, test } from "@jest/globals";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { fitsEmpty, mayBeOn } from "./fits.ts";
import { readNode, readPod } from "./read-workload.ts";
import type { Place, Pod } from "./workload.ts";

const object = (spec: object, more: object = {}, status: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", namespace: "shop", ownerReferences: [{ kind: "ReplicaSet", controller: true }], ...more },
  spec,
  status,
});
const pod = (...given: Parameters<typeof object>): Pod => {
  const read = readPod(object(...given));
  if (!read) throw new Error("it is over");
  return read;
};
const asking = (cpu: string, more: object = {}) => ({ resources: { requests: { cpu } }, ...more });
const unschedulable = { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }] };

test("a pod asks for its containers together, and for what its start takes where that is more", () => {
  const containers = [asking("500m"), asking("250m")];
  expect(pod({ containers }).asks).toEqual({ cpu: 750, pods: 1000 });
  expect(pod({ containers, initContainers: [asking("2"), asking("1")] }).asks["cpu"]).toBe(2000);
  const initContainers = [asking("100m", { restartPolicy: "Always" }), asking("800m")];
  expect(pod({ containers, initContainers }).asks["cpu"]).toBe(900);
  expect(pod({ containers, initContainers, overhead: { cpu: "10m" } }).asks["cpu"]).toBe(910);
  expect(pod({ containers: [asking("1")], initContainers }).asks["cpu"]).toBe(1100);
});

test("a pod waits when the scheduler has found no node, and expects none", () => {
  expect(pod({}, {}, unschedulable).waits).toBe(true);
  expect(
    pod({}, {}, { conditions: [{ type: "PodScheduled", status: "False", reason: "SchedulingGated" }] }).waits,
  ).toBe(false);
  expect(pod({ nodeName: "a" }, {}, unschedulable).waits).toBe(false);
  expect(pod({}, {}, { ...unschedulable, nominatedNodeName: "a" }).waits).toBe(false);
  expect(pod({}, { deletionTimestamp: "2026-01-01T00:00:00Z" }, unschedulable).waits).toBe(false);
  const daemon = { ownerReferences: [{ kind: "DaemonSet", controller: true }] };
  expect(pod({}, daemon, unschedulable)).toMatchObject({ waits: false, bound: true, stays: false });
  for (const phase of ["Succeeded", "Failed"]) expect(readPod(object({}, {}, { phase }))).toBeUndefined();
});

const required = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }] };

test.each<[string, object, object, object]>([
  ["nobody makes it anew", {}, { ownerReferences: [] }, { stays: true }],
  ["it says so", {}, { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" } }, { stays: true }],
  ["it says so to Karpenter", {}, { annotations: { "karpenter.sh/do-not-disrupt": "true" } }, { stays: true }],
  [
    "it keeps away from others",
    { affinity: { podAntiAffinity: required } },
    {},
    { stays: true, depends: "other pods" },
  ],
  ["it is to be near others", { affinity: { podAffinity: required } }, {}, { stays: true, depends: "other pods" }],
  [
    "it is spread",
    { topologySpreadConstraints: [{ whenUnsatisfiable: "DoNotSchedule" }] },
    {},
    { stays: true, depends: "other pods" },
  ],
  ["it has a volume", { volumes: [{ persistentVolumeClaim: {} }] }, {}, { stays: true, depends: "a volume" }],
])("a pod stays where it is when %s", (_, spec, metadata, expected) =>
  expect(pod(spec, metadata)).toMatchObject(expected),
);

test("others may be moved: a wish is no rule, and scratch space is made anew", () => {
  const spec = {
    topologySpreadConstraints: [{ whenUnsatisfiable: "ScheduleAnyway" }],
    volumes: [{ emptyDir: {} }],
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{}] } },
  };
  expect(pod(spec).stays).toBe(false);
});

const place: Place = {
  name: "",
  labels: { tier: "web", cores: "4" },
  taints: [{ key: "dedicated", value: "shop", effect: "NoSchedule" }],
  allocatable: { cpu: 2000, pods: 110_000 },
};
const tolerations = [{ key: "dedicated", operator: "Equal", value: "shop" }];
const affinity = (...terms: object[]) => ({
  tolerations,
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  },
});
const line = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});

test.each<[boolean, object]>([
  [true, { tolerations }],
  [true, { tolerations: [{ operator: "Exists" }] }],
  [true, { tolerations: [{ key: "dedicated", operator: "Exists", effect: "NoSchedule" }] }],
  [false, { tolerations: [{ key: "dedicated", operator: "Exists", effect: "NoExecute" }] }],
  [false, { tolerations: [{ key: "dedicated", value: "other" }] }],
  [false, {}],
  [true, { tolerations, nodeSelector: { tier: "web" } }],
  [false, { tolerations, nodeSelector: { tier: "db" } }],
  [true, affinity(line("tier", "In", "db", "web"))],
  [false, affinity(line("tier", "NotIn", "db", "web"))],
  [true, affinity(line("other", "NotIn", "x"))],
  [true, affinity(line("other", "DoesNotExist"))],
  [false, affinity(line("other", "Exists"))],
  [true, affinity(line("cores", "Gt", "3"))],
  [false, affinity(line("cores", "Lt", "4"))],
  [true, affinity(line("tier", "In", "db"), line("tier", "Exists"))],
  [false, affinity({})],
  [false, { ...affinity(line("tier", "Exists")), nodeSelector: { tier: "db" } }],
  // Of a machine that does not exist nobody knows the zone, or the name.
  [false, affinity(line("topology.kubernetes.io/zone", "In", "us-east-1a"))],
  [false, affinity(line("topology.kubernetes.io/zone", "NotIn", "us-east-1a"))],
  [false, affinity({ matchFields: [{ key: "metadata.name", operator: "In", values: ["a"] }] })],
])("%s: a node lets in a pod with %j", (lets, spec) => expect(mayBeOn(pod(spec), place)).toBe(lets));

test("a wish of a taint keeps nobody out, and room counts", () => {
  const wish = { ...place, taints: [{ key: "x", effect: "PreferNoSchedule" }] };
  expect(fitsEmpty(pod({ containers: [asking("2")] }), wish)).toBe(true);
  expect(fitsEmpty(pod({ containers: [asking("2001m")] }), wish)).toBe(false);
});

test("a node is open when it is Ready and not cordoned, and is known by its instance", () => {
  const node = (spec: object, status: string) =>
    readNode({
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "a", labels: { tier: "web" } },
      spec: { providerID: "aws:///us-east-1a/i-0abc", ...spec },
      status: { allocatable: { cpu: "1930m", memory: "3Gi" }, conditions: [{ type: "Ready", status }] },
    });
  expect(node({}, "True")).toEqual({
    ...{ name: "a", nodeId: "i-0abc", labels: { tier: "web", "kubernetes.io/hostname": "a" }, taints: [], open: true },
    allocatable: { cpu: 1930, memory: 3 * 2 ** 30 * 1000 },
  });
  expect(node({ unschedulable: true }, "True").open).toBe(false);
  expect(node({}, "Unknown").open).toBe(false);
});
