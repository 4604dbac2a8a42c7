import { beforeAll, describe, expect, test } from "@jest/globals";
import { componentVersions, etcdBefore } from "#contract/component-versions.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { offerOlderVersions } from "#core/fakes/versions.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { rollbackOf } from "#core/upgrade/may-roll-back.ts";
import { end, middle, start } from "./chains.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { beginUpgrade, old, upgrade, versionsNow, whole } from "./upgrades.ts";

const recordOf = ({ kept }: Service, clusterId: string) => {
  const cluster = kept.clusters.get(clusterId);
  if (!cluster) throw new Error(`there is no ${clusterId}`);
  return cluster;
};

test("an upgrade that is cancelled in its last stage is none, and writes no version", async () => {
  const service = inMemory();
  const operation = await beginUpgrade(service);
  const { clusterId } = operation;
  const versions = new Set<string>();
  let [stage, isAsked] = ["", false];
  const { ports } = withFaults(service.ports, async ({ name }) => {
    versions.add(recordOf(service, clusterId).spec.version);
    if (isAsked || stage !== "FinishUpgrade" || name === "state.noteStage") return undefined;
    isAsked = true;
    await cancelOperation(callOf({ params: { operationId: operation.id } }), service.write);
    return undefined;
  });
  await service.run(operation, ports, (now) => {
    stage = now;
  });
  expect(service.kept.operations.get(operation.id)?.status).toBe("cancelled");
  expect(await versionsNow(service, clusterId)).toMatchObject(whole(old));
  expect([[...versions], recordOf(service, clusterId).upgraded]).toEqual([[old], undefined]);
});

describe("of three minors, each with an etcd of its own", () => {
  beforeAll(() => {
    offerOlderVersions();
    const etcds = { [start]: "3.4.30-0", [middle]: "3.5.21-0" } as const;
    for (const [version, etcd] of Object.entries(etcds))
      Object.assign(componentVersions, { [version]: { ...componentVersions[end], etcd } });
    Object.assign(etcdBefore, { [middle]: etcds[start], [end]: etcds[middle] });
  });

  /** A cluster of the second, whose upgrade to the third fails as it makes so many members. */
  const goneBack = async (membersMade: number) => {
    const service = inMemory();
    const { clusterId } = await withCluster(service, { version: start, nodeGroups: [{ name: "default", size: 1 }] });
    await ended(service, await upgrade(service, clusterId, { version: middle }));
    const second = await upgrade(service, clusterId, { version: end });
    let left = membersMade;
    let stage = "";
    const { ports } = withFaults(service.ports, ({ name }) =>
      name === "machines.launch" && stage === "LaunchMember" && left-- === 0 ? { before: new Error("no") } : undefined,
    );
    await service.run(second, ports, (now) => {
      stage = now;
    });
    const { status } = await service.ports.state.operation(caller.tenantId, second.id);
    return { service, clusterId, status };
  };

  test.each([
    [0, "3.4", ["3.4"], { possible: true, version: start }],
    [1, "3.5", ["3.4", "3.5"], { possible: false, reason: "EtcdMoved" }],
  ])(
    "an upgrade that goes back after %d members leaves on record the etcd that runs",
    async (made, minor, runs, told) => {
      const { service, clusterId, status } = await goneBack(made);
      expect(status).toBe("rolled-back");
      const cluster = recordOf(service, clusterId);
      expect(await versionsNow(service, clusterId)).toMatchObject({ version: middle, etcdRuns: runs });
      expect([cluster.etcdMinor, rollbackOf(cluster, service.ports.clock.now())]).toMatchObject([minor, told]);
    },
  );
});
