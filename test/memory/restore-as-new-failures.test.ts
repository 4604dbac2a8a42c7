import { beforeAll, describe, expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { InvalidInput, NotFound, TemporaryFailure, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { offerOlderVersions } from "#core/fakes/versions.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { createStages } from "#core/operations/stages.ts";
import { backedUp, createFrom, filesOf, namesIn, type Source, small } from "./births.ts";
import { callsOf, runBrokenAt, ways } from "./broken.ts";
import { memberPicture } from "./member-changes.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";

beforeAll(offerOlderVersions);

describe("refused, with nothing written:", () => {
  const refusal = async (spoil: (service: Service, source: Source) => Promise<object>) => {
    const service = inMemory();
    const source = await backedUp(service, { network: { serviceCidr: "10.97.0.0/16" } });
    const network = { serviceCidr: "10.97.0.0/16" };
    const more = { network, ...(await spoil(service, source)) };
    const known = service.kept.clusters.size;
    const refused = await createFrom(service, source, more).catch((error: unknown) => error);
    const body = CreateCluster.parse({ name: "two", ...small, restoreFrom: source, ...more });
    const planned = await planCluster({ ...callOf({}), body }, service.write).catch((error: unknown) => error);
    expect(planned).toEqual(refused);
    expect(service.kept.clusters.size).toBe(known);
    return refused;
  };
  const faultsOf = (error: unknown) => (error as InvalidInput).faults;
  const keepAs = async ({ ports }: Service, { clusterId, backupId }: Source, change: object): Promise<object> => {
    const record = await ports.backups.backup(caller.tenantId, clusterId, backupId);
    await ports.backups.keep({ ...record, ...change });
    return {};
  };

  test("another minor version than the backup's", async () => {
    const refused = await refusal(async () => ({ version: "1.36" }));
    expect(refused).toBeInstanceOf(InvalidInput);
    expect(faultsOf(refused)).toEqual([
      { field: "version", value: "1.36", allowed: "1.37, which the backup is of (v1.37.2)" },
    ]);
  });

  test("a backup of a minor version that is on offer no more", async () => {
    const refused = await refusal((service, source) => keepAs(service, source, { kubernetesVersion: "v1.20.1" }));
    expect(faultsOf(refused)[0]).toMatchObject({
      field: "restoreFrom.backupId",
      allowed: expect.stringMatching(/^a backup of Kubernetes 1\.37, .*, not of 1\.20$/),
    });
  });

  test("another range of Services than the addresses of the backup's are of", async () => {
    const refused = await refusal(async () => ({ network: {} }));
    expect(faultsOf(refused)).toEqual([
      {
        ...{ field: "network.serviceCidr", value: "10.96.0.0/16" },
        allowed: "10.97.0.0/16, which the addresses of the backup's Services are of",
      },
    ]);
  });

  test("a backup that has expired", async () => {
    const refused = await refusal((service, source) =>
      keepAs(service, source, { expiresAt: "2026-01-01T00:00:00.000Z" }),
    );
    expect(refused).toBeInstanceOf(WrongState);
    expect((refused as Error).message).toMatch(
      /^backup bkp_\w+ has expired at 2026-01-01T00:00:00.000Z; restore a later/,
    );
  });

  test("a backup that was deleted", async () => {
    const refused = await refusal(async (service, params) => {
      await deleteBackup({ ...callOf({}), params }, service.ports);
      return {};
    });
    expect(refused).toBeInstanceOf(NotFound);
  });

  test("a backup of another cluster, or of another tenant's", async () => {
    const other = await refusal(async (service, { backupId }) => ({
      restoreFrom: { clusterId: (await service.create({ name: "other" })).clusterId, backupId },
    }));
    expect(other).toBeInstanceOf(NotFound);
    const service = inMemory();
    const source = await backedUp(service);
    const stranger = { caller: { ...caller, tenantId: "green" } };
    const body = { name: "two", restoreFrom: source };
    await expect(service.create(body, stranger)).rejects.toThrow(NotFound);
  });

  test("a cluster that is being deleted, or has been", async () => {
    const deleting = await refusal(async (service, { clusterId }) => service.remove(clusterId).then(() => ({})));
    expect(deleting).toBeInstanceOf(WrongState);
    expect((deleting as WrongState).operationId).toMatch(/^op_/);
    const deleted = await refusal(async (service, { clusterId }) => {
      await service.run(await service.remove(clusterId));
      return {};
    });
    expect(deleted).toBeInstanceOf(NotFound);
  });
});

test("a file that is not what was taken, or is gone, is refused before anything is made", async () => {
  for (const spoil of ["other", undefined]) {
    const service = inMemory();
    const source = await backedUp(service);
    const [[key, file] = []] = service.world.snapshots;
    if (spoil === undefined) service.world.snapshots.delete(key ?? "");
    else if (file) file.text = spoil;
    const operation = await createFrom(service, source);
    const { went, status, error } = await ended(service, operation);
    expect(went.states.filter((state) => /^(Create|Undo|Copy)/.test(state))).toEqual([
      "CopySnapshot",
      "UndoCopySnapshot",
    ]);
    expect({ status, code: error?.code, stage: error?.stage }).toEqual({
      ...{ status: "rolled-back", code: "WrongState", stage: "CopySnapshot" },
    });
    expect(filesOf(service, operation.clusterId)).toEqual([]);
  }
});

const begin = async (service: Service) => createFrom(service, await backedUp(service));

for (const [way, how] of ways) {
  test(`a call of it that breaks once ${way} is repeated, and all is as it would have been`, async () => {
    const outcomeOf = async ({ service, operation, went }: Awaited<ReturnType<typeof runBrokenAt>>) => ({
      ...{ end: went.end, picture: await memberPicture(service, operation.clusterId) },
      ...{ names: namesIn(service, operation.clusterId, "ConfigMap"), files: filesOf(service, operation.clusterId) },
    });
    const clean = await outcomeOf(await runBrokenAt(begin));
    expect(clean).toMatchObject({ end: "Succeed", files: [] });
    for (const place of await callsOf(begin)) {
      const outcome = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
      expect({ ...place, ...(await outcomeOf(outcome)) }).toEqual({ ...place, ...clean });
    }
  }, 120_000);

  test(`a stage of it that breaks for good ${way} is undone: nothing is left, and the other cluster is what it was`, async () => {
    for (const place of await callsOf(begin)) {
      const { service, operation, broken } = await runBrokenAt(begin, {
        ...{ ...place, how: how(new Error("a secret")), always: true },
      });
      if (broken === "state.finishOperation" && way.startsWith("after")) continue;
      const { clusterId, id } = operation;
      const record = await service.ports.state.operation(caller.tenantId, id);
      expect({ ...place, status: record.status, told: JSON.stringify(record).includes("a secret") }).toEqual({
        ...{ ...place, status: "rolled-back", told: false },
      });
      const { left } = await service.ports.sweep.leftovers(clusterId);
      const versions = await service.ports.snapshots.versions(clusterId);
      expect({ ...place, left, versions }).toEqual({ ...place, left: [], versions: [] });
      const other = [...service.kept.clusters.values()].find((cluster) => cluster.clusterId !== clusterId);
      expect({ ...place, state: other?.state, files: service.world.snapshots.size }).toEqual({
        ...{ ...place, state: "running", files: 1 },
      });
    }
  }, 120_000);
}

test("one that has failed is retried as what it was, and its cluster can be deleted", async () => {
  const { service, operation } = await runBrokenAt(begin, {
    ...{ stage: "VerifyCluster", nth: 0, how: { before: new Error("no") }, always: true },
  });
  const again = await retryOperation(callOf({ params: { operationId: operation.id } }), service.write);
  expect(again.stages.map(({ name }) => name)).toEqual(createStages(true));
  expect((await ended(service, again)).status).toBe("succeeded");
  expect(namesIn(service, operation.clusterId, "ConfigMap")).toContain("kept");
  expect((await service.run(await service.remove(operation.clusterId))).end).toBe("Succeed");
});
