import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { NodeGroupSpec } from "#contract/node-groups.ts";
import { holds } from "./amounts.ts";
import { templateOf } from "./decide-growth.ts";
import { decideScaling } from "./decide-scaling.ts";
import { mayBeOn } from "./fits.ts";
import { roomOf, type ScaledGroup, type Scene } from "./scaled.ts";
import type { ClusterNode, Pod } from "./workload.ts";

const now = "2026-01-01T12:00:00.000Z";
const longAgo = "2026-01-01T00:00:00.000Z";
const at = (seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toISOString();

const pod = (id: string, more: Partial<Pod> = {}): Pod => ({
  ...{ id, waits: true, asks: { cpu: 500, pods: 1000 }, nodes: [], tolerations: [], bound: false, stays: false },
  ...more,
});
const running = (id: string, node: string, more: Partial<Pod> = {}): Pod => pod(id, { waits: false, node, ...more });

const node = (nodeId: string, more: Partial<ClusterNode> = {}): ClusterNode => ({
  ...{ nodeId, name: nodeId, labels: {}, taints: [], open: true },
  allocatable: { cpu: 2000, memory: 2 ** 33 * 1000, pods: 110_000 },
  ...more,
});
const group = (spec: object, nodeIds: string[] = [], more: Partial<ScaledGroup> = {}): ScaledGroup => {
  const parsed = NodeGroupSpec.parse({ name: "web", size: nodeIds.length, autoscaling: { enabled: true }, ...spec });
  return {
    ...{ nodeGroupId: `ng_${parsed.name}`, spec: parsed, zones: ["us-east-1a", "us-east-1b"], limit: parsed.max },
    ...{ nodeIds: new Set(nodeIds), current: new Set(nodeIds), shrunkAt: {}, version: "v1.37.2" },
    ...more,
  };
};
const scene = (more: Partial<Scene>): Scene => ({
  now,
  groups: [],
  nodes: [],
  pods: [],
  idleSince: new Map(),
  ...more,
});

describe("growth", () => {
  test("pods that wait and fit on a node that is there are the scheduler's business", () => {
    const decision = decideScaling(scene({ groups: [group({}, ["a"])], nodes: [node("a")], pods: [pod("shop/web")] }));
    expect(decision).toMatchObject({ limits: [] });
    expect(decision).not.toHaveProperty("resize");
  });

  test("as many machines as the pods fill, and the reason says for whom", () => {
    const pods = ["a", "b", "c", "d", "e"].map((id) => pod(`shop/${id}`, { asks: { cpu: 900, pods: 1000 } }));
    expect(decideScaling(scene({ groups: [group({})], pods })).resize).toEqual({
      ...{ nodeGroupId: "ng_web", size: 3, leaving: [] },
      reason: { code: "PodsPending", message: "5 pods wait for room: shop/a, shop/b, shop/c and 2 more" },
    });
  });

  test("what runs on each node of its own accord takes its part of a new one", () => {
    const agent = running("kube-system/agent", "a", { bound: true, asks: { cpu: 1200, pods: 1000 } });
    const asks = { cpu: 900, pods: 1000 };
    const given = { groups: [group({}, ["a"])], nodes: [node("a")] };
    const decision = decideScaling(scene({ ...given, pods: [agent, pod("shop/web", { asks })] }));
    expect(decision).not.toHaveProperty("resize");
    expect(decision.limits).toEqual([
      { reason: "NoGroupFits", message: "no node group that is scaled could take shop/web" },
    ]);
  });

  test("a cordoned, a silent and a tainted node take nobody", () => {
    const nodes = [
      node("a", { open: false }),
      node("b", { taints: [{ key: "x", effect: "NoSchedule" }] }),
      node("c", { allocatable: {} }),
    ];
    expect(decideScaling(scene({ groups: [group({})], nodes, pods: [pod("shop/web")] })).resize?.size).toBe(1);
  });

  test("of several groups the one that takes most pods grows, and of equal ones the one that leaves least free", () => {
    const labelled = pod("shop/gpu", { nodes: [[{ key: "tier", operator: "In", values: ["gpu"] }]] });
    const groups = [
      group({ name: "large", machineType: "m6i.8xlarge" }),
      group({ name: "small" }),
      group({ name: "gpu", labels: { tier: "gpu" }, machineType: "m6i.4xlarge" }),
    ];
    expect(decideScaling(scene({ groups, pods: [pod("shop/web")] })).resize?.nodeGroupId).toBe("ng_small");
    expect(decideScaling(scene({ groups, pods: [pod("shop/web"), labelled] })).resize?.nodeGroupId).toBe("ng_gpu");
  });

  test("a zone is only promised by a group that is in no other", () => {
    const pods = [
      pod("shop/web", { nodes: [[{ key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1b"] }]] }),
    ];
    expect(decideScaling(scene({ groups: [group({})], pods })).limits).toMatchObject([{ reason: "NoGroupFits" }]);
    const inB = group({ name: "b" }, [], { zones: ["us-east-1b"] });
    expect(decideScaling(scene({ groups: [group({}), inB], pods })).resize?.nodeGroupId).toBe("ng_b");
  });

  test("a group that is full says so, and one that has just failed lets another have its turn", () => {
    const given = { pods: [pod("shop/web")] };
    const full = group({ max: 0, min: 0, size: 0 });
    expect(decideScaling(scene({ ...given, groups: [full] }))).toMatchObject({
      limits: [{ reason: "AtLimit", message: "node group web may have 0 nodes; 1 pods that it could take need more" }],
    });
    const failed = group({}, [], { grewTo: { size: 1, at: at(-60) } });
    expect(decideScaling(scene({ ...given, groups: [failed] }))).toMatchObject({
      limits: [{ reason: "GrowthFailed" }],
    });
    expect(decideScaling(scene({ ...given, groups: [failed, group({ name: "z" })] })).resize?.nodeGroupId).toBe("ng_z");
    const again = group({}, [], { grewTo: { size: 1, at: at(-301) } });
    expect(decideScaling(scene({ ...given, groups: [again] })).resize?.size).toBe(1);
  });

  test("a pod whose place depends on others is told of, and grows nothing while there is room", () => {
    const pods = [pod("shop/web", { depends: "other pods" })];
    expect(decideScaling(scene({ groups: [group({}, ["a"])], nodes: [node("a")], pods })).limits).toMatchObject([
      { reason: "OtherRules", message: expect.stringContaining("shop/web") },
    ]);
  });
});

describe("shrinking", () => {
  const two = { groups: [group({}, ["a", "b"])], nodes: [node("a"), node("b")] };
  const idle = new Map([
    ["a", longAgo],
    ["b", longAgo],
  ]);

  test("a node is idle from the first look on, and goes after its group's time", () => {
    const first = decideScaling(scene({ groups: [group({ min: 1 }, ["a", "b"])], nodes: two.nodes }));
    expect(first.idleSince).toEqual(new Map([["a", now]]));
    expect(first).not.toHaveProperty("resize");
    const soon = decideScaling(scene({ ...two, idleSince: new Map([["a", at(-599)]]) }));
    expect(soon).not.toHaveProperty("resize");
    expect(decideScaling(scene({ ...two, idleSince: new Map([["a", at(-600)]]) })).resize).toEqual({
      ...{ nodeGroupId: "ng_web", size: 1, leaving: ["a"] },
      reason: { code: "NodesIdle", message: "node group web could do without a for 600 s" },
    });
  });

  test("all empty nodes go at once, others one by one", () => {
    expect(decideScaling(scene({ ...two, idleSince: idle })).resize?.leaving).toEqual(["a", "b"]);
    const pods = [running("shop/a", "a"), running("shop/b", "b")];
    expect(decideScaling(scene({ ...two, pods, idleSince: idle })).resize).toMatchObject({ leaving: ["a"], size: 1 });
  });

  test("one that has been tried waits its time again, and another has its turn", () => {
    const pods = [running("shop/a", "a"), running("shop/b", "b"), running("shop/c", "c")];
    const nodes = [...two.nodes, node("c")];
    const groups = [group({}, ["a", "b", "c"], { shrunkAt: { a: at(-30) } })];
    const idleSince = new Map([...idle, ["c", longAgo]]);
    expect(decideScaling(scene({ groups, nodes, pods, idleSince })).resize?.leaving).toEqual(["b"]);
  });

  test.each<[string, Partial<Pod>]>([
    ["asks for half of it", { asks: { cpu: 1000, pods: 1000 } }],
    ["must stay", { stays: true }],
    ["fits nowhere else", { nodes: [[{ key: "only", operator: "Exists", values: [] }]] }],
  ])("a node stays when a pod on it %s", (_, more) => {
    const nodes = [node("a", { labels: { only: "" } }), node("b")];
    const pods = [running("shop/a", "a", more), running("shop/b", "b", { stays: true })];
    expect(decideScaling(scene({ ...two, nodes, pods, idleSince: idle })).idleSince).toEqual(new Map());
  });

  test("a DaemonSet's pod holds up nothing, and a cordoned node is somebody's", () => {
    const pods = [running("kube-system/agent", "a", { bound: true, asks: { cpu: 1900 } })];
    const nodes = [node("a"), node("b", { open: false })];
    expect([...decideScaling(scene({ ...two, nodes, pods })).idleSince.keys()]).toEqual(["a"]);
  });
});

/** Small worlds: machines of 2 cores, pods of up to 3, some with a label, some that stay. */
const pods = fc.array(
  fc.record({
    cpu: fc.integer({ min: 1, max: 30 }),
    tier: fc.constantFrom("", "", "x", "nobody's"),
    stays: fc.boolean(),
  }),
  { maxLength: 25 },
);
const sizes = fc
  .record({ min: fc.nat(2), spare: fc.nat(6), more: fc.nat(4) })
  .map(({ min, spare, more }) => ({ min, size: min + more, max: min + more + spare }));
const worlds = fc.record({ pods, plain: sizes, labelled: sizes }).map((world): Scene => {
  const specs = {
    plain: { ...world.plain, name: "plain" },
    x: { ...world.labelled, name: "x", labels: { tier: "x" } },
  };
  const nodeIdsOf = ({ name, size }: { name: string; size: number }) =>
    Array.from({ length: size }, (_, i) => `${name}-${i}`);
  const groups = Object.values(specs).map((spec) => group(spec, nodeIdsOf(spec)));
  const nodes = groups.flatMap(({ spec, nodeIds }) => [...nodeIds].map((id) => node(id, { labels: spec.labels })));
  const made = world.pods.map(({ cpu, tier, stays }, i) =>
    pod(`p/${i}`, {
      stays,
      asks: { cpu: cpu * 100, pods: 1000 },
      nodes: tier === "" ? [] : [[{ key: "tier", operator: "In", values: [tier] }]],
    }),
  );
  return scene({ groups, nodes, pods: made });
});

/** As the scheduler would: each pod that waits onto some node that takes it. */
const scheduled = (before: Scene): Scene => {
  let after = before;
  for (const one of before.pods.filter(({ waits }) => waits)) {
    const home = after.nodes.find((at) => at.open && mayBeOn(one, at) && holds(roomOf(after, at).free, one.asks));
    if (home)
      after = { ...after, pods: after.pods.map((p) => (p === one ? { ...p, waits: false, node: home.name } : p)) };
  }
  return after;
};

let made = 0;
/** What the service does of a decision: machines come as their group's are, or go, and their pods wait anew. */
const applied = (before: Scene): Scene | undefined => {
  const { resize, idleSince } = decideScaling(before);
  if (!resize) return undefined;
  const resized = before.groups.find(({ nodeGroupId }) => nodeGroupId === resize.nodeGroupId) as ScaledGroup;
  const { allocatable } = node("");
  const coming = Array.from({ length: Math.max(resize.size - resized.spec.size, 0) }, () => {
    made += 1;
    return node(`new-${made}`, { allocatable, labels: templateOf(before, resized).labels });
  });
  const nodeIds = new Set(
    [...resized.nodeIds, ...coming.map(({ nodeId }) => nodeId)].filter((id) => !resize.leaving.includes(id)),
  );
  return {
    ...before,
    idleSince,
    groups: before.groups.map((one) =>
      one === resized ? { ...one, nodeIds, current: nodeIds, spec: { ...one.spec, size: resize.size } } : one,
    ),
    nodes: [...before.nodes, ...coming].filter(({ nodeId }) => !resize.leaving.includes(nodeId)),
    pods: before.pods.map(({ node: on, ...p }) =>
      on !== undefined && resize.leaving.includes(on) ? { ...p, waits: true } : { ...p, ...(on ? { node: on } : {}) },
    ),
  };
};

test("whatever pods ask for: never above max or below min, and never for a pod that no group could take", () => {
  fc.assert(
    fc.property(worlds, fc.boolean(), (world, late) => {
      const idleSince = new Map(late ? world.nodes.map(({ nodeId }) => [nodeId, longAgo] as const) : []);
      const seen = { ...scheduled(world), idleSince };
      const { resize, limits } = decideScaling(seen);
      if (!resize) return;
      const { spec } = seen.groups.find(({ nodeGroupId }) => nodeGroupId === resize.nodeGroupId) as ScaledGroup;
      expect(resize.size).toBeGreaterThanOrEqual(spec.min);
      expect(resize.size).toBeLessThanOrEqual(spec.max);
      expect(resize.size).not.toBe(spec.size);
      const hopeless = seen.pods.filter(
        ({ nodes, asks }) => nodes[0]?.[0]?.values[0] === "nobody's" || (asks["cpu"] ?? 0) > 2000,
      );
      const others = { ...seen, pods: seen.pods.filter((one) => !hopeless.includes(one)) };
      expect(decideScaling(others).resize).toEqual(resize);
      expect(limits.map(({ reason }) => reason)).not.toContain("GrowthFailed");
    }),
  );
});

test("it comes to rest: after a few changes nothing changes any more, and nobody waits whom a group has room for", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      let seen = scheduled(world);
      let rounds = 0;
      for (let next = applied(seen); next; next = applied(seen)) {
        seen = scheduled(next);
        rounds += 1;
        expect(rounds).toBeLessThan(10);
      }
      const { resize, limits } = decideScaling(seen);
      expect(resize).toBeUndefined();
      const reasons = limits.map(({ reason }) => reason);
      const waits = seen.pods.some((one) => one.waits);
      expect(reasons.length > 0).toBe(waits);
      expect(reasons.every((reason) => reason === "AtLimit" || reason === "NoGroupFits")).toBe(true);
    }),
  );
});

test("what shrinks by the rules does not have to grow again", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      let seen = scheduled(world);
      const waited = seen.pods.filter(({ waits }) => waits).length;
      for (let round = 0; round < 30; round++) {
        const late = { ...seen, idleSince: new Map(seen.nodes.map(({ nodeId }) => [nodeId, longAgo] as const)) };
        const { resize } = decideScaling(late);
        if (resize?.reason.code !== "NodesIdle") break;
        const next = applied(late);
        if (!next) break;
        seen = scheduled(next);
        expect(seen.pods.filter(({ waits }) => waits)).toHaveLength(waited);
      }
    }),
  );
});
