import { expect, test } from "@jest/globals";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import { ended } from "./node-rest.ts";
import { rotate, rotated } from "./rotations.ts";
import { caller, inMemory, type Service } from "./service.ts";

const pod = (name: string, nodeName: string, creationTimestamp: string, annotations = {}): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "kube-system", creationTimestamp, annotations } },
  spec: { nodeName, restartPolicy: "Always" },
});

/** A cluster that says since when its pods are told whom to trust, and whose members have pods of before and after. */
const withPods = async (service: Service, clusterId: string) => {
  const { kubernetes, state } = service.ports;
  const evicted: string[] = [];
  const connect = kubernetes.connect.bind(kubernetes);
  let placed: KubernetesObject[] | undefined;
  const since = "2026-01-01T00:05:00Z";
  const told = { ...service.ports };
  told.kubernetes = {
    ...kubernetes,
    async connect(cluster) {
      const api = await connect(cluster);
      const members = (await state.nodes(caller.tenantId, clusterId)).items.filter(
        ({ role }) => role === "control-plane",
      );
      const isRolled = members.every(({ keyRevision }) => keyRevision === 1);
      const nodes = await api.nodes();
      const names = members.map(
        ({ nodeId }) => nodes.find(({ providerId }) => providerId.endsWith(nodeId))?.name ?? "",
      );
      placed ??= isRolled
        ? names.flatMap((name, i) => [
            pod(`proxy-${i}`, name, "2026-01-01T00:04:00Z"),
            pod(`late-${i}`, name, "2026-01-01T00:06:00Z"),
            pod(`static-${i}`, name, "2026-01-01T00:01:00Z", { "kubernetes.io/config.mirror": "x" }),
          ])
        : undefined;
      return {
        ...api,
        async get(reference) {
          const found = await api.get(reference);
          if (found?.metadata.name !== "kube-root-ca.crt") return found;
          return { ...found, metadata: { ...found.metadata, managedFields: [{ time: since }] } };
        },
        list: async (kind) => [...(await api.list(kind)), ...(kind.kind === "Pod" ? (placed ?? []) : [])],
        async evict({ name, namespace }) {
          if (!placed?.some(({ metadata }) => metadata.name === name)) return api.evict({ name, namespace });
          evicted.push(name);
          placed = placed?.filter(({ metadata }) => metadata.name !== name);
          return undefined;
        },
      } as Kubernetes;
    },
  };
  return { ports: told, evicted, left: () => placed?.map(({ metadata }) => metadata.name) };
};

test("pods on members that have begun before both authorities were published begin anew, before any worker is replaced", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service);
  const operation = await rotate(service, clusterId, "add");
  const { ports, evicted, left } = await withPods(service, clusterId);
  const stages: string[] = [];
  await service.run(operation, ports, (stage) => void stages.push(stage));
  const { status, error } = await ports.state.operation(caller.tenantId, operation.id);
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  expect(evicted.toSorted()).toEqual(["proxy-0", "proxy-1", "proxy-2"]);
  expect(left()?.filter((name) => name.startsWith("late") || name.startsWith("static"))).toHaveLength(6);
  expect(stages.lastIndexOf("UpgradeAddOns")).toBeLessThan(stages.indexOf("PlanNodes"));
  expect(stages.lastIndexOf("PlanMember")).toBeLessThan(stages.indexOf("UpgradeAddOns"));
});

test("a phase waits for nothing where no pod is older", async () => {
  const service = inMemory();
  const { clusterId } = await rotated(service);
  const { status, went } = await ended(service, await rotate(service, clusterId, "add"));
  expect({ status, end: went.end }).toEqual({ status: "succeeded", end: "Succeed" });
});
