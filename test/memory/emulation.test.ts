import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { callOf } from "#core/fakes/calls.ts";
import { nodeView } from "#core/nodes/node-view.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import { emulators, stillEmulating } from "#core/stages/emulating-pods.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { nodesOf } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { beginRollback, beginUpgrade, next, old, versionsNow, whole } from "./upgrades.ts";

/** What members of each version serve now, by their machines and by the records. */
const served = async ({ ports, world }: Service, clusterId: string) => {
  const { items } = await ports.state.nodes(caller.tenantId, clusterId);
  const members = items.filter(({ role }) => role === "control-plane");
  const api: Pick<Kubernetes, "get"> = {
    get: async ({ name }) => {
      const told = world.of("instances", clusterId).find(({ nodeName }) => name.endsWith(`-${nodeName}`));
      const { emulates } = JSON.parse(told?.userData ?? "{}") as { emulates?: string };
      const isAnew = (told?.told ?? 0) > emulators.length;
      const command = emulates !== undefined && !isAnew ? [`--emulated-version=${emulates}`] : [];
      const status = { conditions: [{ type: "Ready", status: "True" }] };
      return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers: [{ command }] }, status };
    },
  };
  return Promise.all(
    members.map(async ({ nodeId, version, emulates }) => {
      const instance = world.get("instances", nodeId);
      const still = await stillEmulating(api as Kubernetes, instance?.nodeName ?? "");
      return { version, emulates, isServing: still.length === 0 };
    }),
  );
};

const viewed = async (service: Service, { id, clusterId }: Operation) => {
  const { ports } = service;
  const { upgrade: record } = await ports.state.operation(caller.tenantId, id);
  const cluster = await viewCluster(callOf({ params: { clusterId } }), ports);
  return { operation: record?.emulates, cluster: cluster.upgrade?.emulates };
};

test("until all members are new and well each new one emulates the minor before; then one after the other serves what it is, and then come workers", async () => {
  const pictures: { stage: string; members: Awaited<ReturnType<typeof served>> }[] = [];
  const views: Awaited<ReturnType<typeof viewed>>[] = [];
  const looks: Promise<unknown>[] = [];
  const targets: number[] = [];
  const { service, operation, visits, status } = await runUpgrade([], {
    before: (visit, at, { id, clusterId, ...more }) => {
      looks.push(
        served(at, clusterId).then((members) => void pictures.push({ stage: String(visit), members })),
        viewed(at, { id, clusterId, ...more } as Operation).then((view) => void views.push(view)),
      );
      targets.push(at.world.of("targetGroups", clusterId).flatMap((group) => group.targets).length);
    },
  });
  await Promise.all(looks);
  expect(status).toBe("succeeded");
  const stages = visits.map(({ stage }) => stage);
  expect(stages.filter((stage) => stage === "FinaliseMember")).toHaveLength(3);
  expect(stages.lastIndexOf("RemoveMember")).toBeLessThan(stages.indexOf("FinaliseMember"));
  expect(stages.lastIndexOf("FinaliseMember")).toBeLessThan(stages.indexOf("PlanNodes"));
  for (const { stage, members } of pictures) {
    // As long as one of the version before is there, nobody serves more.
    if (members.some(({ version }) => version === old))
      for (const one of members)
        expect({ stage, ...one }).toMatchObject(one.version === old ? {} : { emulates: "1.36" });
    for (const one of members)
      if (one.emulates === undefined) expect({ stage, ...one }).toMatchObject({ isServing: true });
  }
  // Members of before are left out of service one at a time, and so are those that begin anew.
  expect(Math.min(...targets.slice(stages.indexOf("FinaliseMember")))).toBeGreaterThanOrEqual(2);
  expect(views.some(({ operation: told }) => told === "1.36")).toBe(true);
  for (const view of views) expect(view.cluster).toBe(view.operation);
  expect(views.at(-1)).toEqual({ operation: undefined, cluster: undefined });
  expect((await served(service, operation.clusterId)).map(({ emulates }) => emulates)).toEqual(
    Array(3).fill(undefined),
  );
  expect(
    service.ports.kubernetes
      .objects(operation.clusterId)
      .map(({ metadata }) => metadata.name)
      .join(),
  ).not.toContain("finalise");
});

test("a node's view says what it emulates", async () => {
  const { service, operation } = await runUpgrade([{ visit: 0, nth: 0, how: { before: new Error("no") } }]);
  const [node] = (await service.ports.state.nodes(caller.tenantId, operation.clusterId)).items;
  expect(node && nodeView({ ...node, emulates: "1.36" }, [])).toMatchObject({ emulates: "1.36" });
});

test("a member that does not begin anew in time is in service again, and the upgrade goes back to the version before", async () => {
  const service = inMemory();
  const operation = await beginUpgrade(service);
  const { connect } = service.ports.kubernetes;
  let asked = 0;
  // The pod is made, and no machine hears of it.
  const kubernetes = {
    ...service.ports.kubernetes,
    connect: async (cluster: Parameters<typeof connect>[0]) => {
      const api = await connect(cluster);
      return {
        ...api,
        apply: async (object: Parameters<Kubernetes["apply"]>[0]) => {
          if (!object.metadata.name.startsWith("kubewright-finalise")) return api.apply(object);
          asked += 1;
          return api.apply({ ...object, spec: { restartPolicy: "Never" } });
        },
      };
    },
  };
  await service.run(operation, { ...service.ports, kubernetes });
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, stage: error?.stage, code: error?.code }).toEqual({
    ...{ status: "rolled-back", stage: "FinaliseMember" },
    code: expect.any(String),
  });
  expect(asked).toBeGreaterThan(0);
  expect(await versionsNow(service, operation.clusterId)).toMatchObject(whole(old));
  expect((await served(service, operation.clusterId)).map(({ emulates }) => emulates)).toEqual(
    Array(3).fill(undefined),
  );
});

test("machines whose image knows of no emulation serve what they are from the start: nothing begins anew", async () => {
  const service = inMemory();
  const operation = await beginUpgrade(service);
  const { bootstrap } = service.ports;
  const deaf = {
    userData: ({ emulates: _, ...rest }: Parameters<typeof bootstrap.userData>[0]) => bootstrap.userData(rest),
  };
  await service.run(operation, { ...service.ports, bootstrap: deaf });
  const { status } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(status).toBe("succeeded");
  expect(service.world.of("instances", operation.clusterId).every(({ told }) => told === undefined)).toBe(true);
  expect(await versionsNow(service, operation.clusterId)).toMatchObject(whole(next));
});

test("nothing is emulated on the way back, nor in a rollback, nor by a member that is replaced in a cluster that is of one version", async () => {
  const service = inMemory();
  const { clusterId } = await beginRollback(service).then((operation) =>
    ended(service, operation).then(() => operation),
  );
  const told = () =>
    service.world
      .of("instances", clusterId)
      .map(({ userData }) => (JSON.parse(userData) as { emulates?: string }).emulates);
  expect(told()).toEqual(Array(5).fill(undefined));
  const api = nodesOf(service, clusterId);
  const [member] = (await service.ports.state.nodes(caller.tenantId, clusterId)).items.filter(
    ({ role }) => role === "control-plane",
  );
  await ended(service, await api.replace(member?.nodeId ?? ""));
  expect(told()).toEqual(Array(5).fill(undefined));
});

test("while another member does not serve, none is taken out of service to begin anew", async () => {
  const at = (await runUpgrade()).visits.findIndex(({ stage }) => stage === "FinaliseMember");
  const { status, error, leastSpare } = await runUpgrade([], {
    before: (visit, { world }, { clusterId }) => {
      const members = world.of("instances", clusterId).filter(({ role }) => role === "control-plane");
      // The first one by its id is the first to begin anew.
      const last = members.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
      if (visit === at && last) last.state = "stopped";
    },
  });
  expect({ status, spare: leastSpare >= 0 }).toEqual({ status: "rolled-back", spare: true });
  expect(error).toMatchObject({ stage: "FinaliseMember", message: expect.stringContaining("does not send to") });
});
