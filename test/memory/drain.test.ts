import { expect, test } from "@jest/globals";
import { withCluster } from "./node-calls.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { inMemory } from "./service.ts";

test("a node is drained and stays, cordoned; DaemonSets' pods stay with it", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const [machine] = nodes.machines();
  await nodes.pod("agent", machine?.nodeName ?? "", { owner: "DaemonSet" });
  expect((await ended(service, await nodes.drain(machine?.id ?? ""))).status).toBe("succeeded");
  expect(nodes.podNames()).toEqual(["agent", "web-default-1", "web-default-2"]);
  expect(machine?.node?.unschedulable).toBe(true);
  const [record] = (await nodes.records()).filter(({ nodeId }) => nodeId === machine?.id);
  expect(record).toMatchObject({ state: "ready", reason: "Drained: takes no pods until it is uncordoned" });
  await expectAtRest(service, clusterId, nodes);
});

test("a budget that keeps a pod is named, its node stays in service, and force is the caller's word", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service, {
    nodeGroups: [{ name: "default", size: 2, drainSeconds: 60 }],
  });
  await nodes.budget("web", "web", 0);
  const { nodeGroupId } = await nodes.group();
  const { went, status, error } = await ended(service, await nodes.updateGroup(nodeGroupId, { size: 0 }));
  expect({ status, code: error?.code, stage: error?.stage }).toEqual({
    status: "rolled-back",
    code: "DrainBlocked",
    stage: "DrainNodes",
  });
  expect(error?.message).toMatch(
    /^not drained in 60 s, and left in service: node ip-\S+: pod default\/web-default-0 is kept by PodDisruptionBudget default\/web; node /,
  );
  expect(went.retries).toBeGreaterThan(5);
  expect(went.states).not.toContain("RemoveNodes");
  expect(nodes.machines().map(({ node }) => node?.unschedulable)).toEqual([false, false]);
  expect(await nodes.group()).toMatchObject({ state: "running", spec: { size: 2 } });
  await expectAtRest(service, clusterId, nodes);

  const forced = await nodes.updateGroup(nodeGroupId, { size: 0, force: true });
  expect((await ended(service, forced)).status).toBe("succeeded");
  expect({ machines: nodes.machines(), pods: nodes.podNames() }).toEqual({ machines: [], pods: [] });
  await expectAtRest(service, clusterId, nodes);
});

test("a budget that allows one at a time is waited for", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service);
  await nodes.budget("web", "web", 1);
  const operation = await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 0 });
  let looks = 0;
  const went = await service.run(operation, service.ports, (stage) => {
    // What the disruption controller does once the evicted pod runs elsewhere.
    if (stage !== "DrainNodes" || ++looks % 3 !== 0) return;
    const [budget] = service.ports.kubernetes
      .objects(operation.clusterId)
      .filter(({ kind }) => kind === "PodDisruptionBudget");
    Object.assign(budget?.["status"] ?? {}, { disruptionsAllowed: 1 });
  });
  expect(went.end).toBe("Succeed");
  expect(looks).toBeGreaterThan(5);
});

test("a pod on a node whose kubelet is gone is not waited for", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service);
  const [dead] = nodes.machines();
  Object.assign(dead?.node ?? {}, { ready: false });
  expect((await ended(service, await nodes.replace(dead?.id ?? ""))).status).toBe("succeeded");
});

test("a node that somebody has cordoned by hand stays so when the operation fails", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service, { nodeGroups: [{ name: "default", size: 2, drainSeconds: 30 }] });
  const [byHand] = nodes.machines();
  Object.assign(byHand?.node ?? {}, { unschedulable: true });
  await nodes.budget("web", "web", 0);
  expect((await ended(service, await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 0 }))).status).toBe(
    "rolled-back",
  );
  expect(nodes.machines().map(({ node }) => node?.unschedulable)).toEqual([true, false]);
});
