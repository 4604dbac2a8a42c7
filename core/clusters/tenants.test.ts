import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isOver } from "#contract/states.ts";
import type { BackupRecord } from "#core/backups/backup-record.ts";
import { isExpected } from "#core/errors.ts";
import { fakeCloud } from "#core/fakes/cloud.ts";
import { type CallPorts, emptyCall, type Picked, verbs } from "#core/fakes/every-call.ts";
import { fakeBackups } from "#core/fakes/snapshots.ts";
import { fakeWorkflows } from "#core/fakes/workflows.ts";
import type { NodeRecord, OperationRecord } from "#core/records.ts";

type Tenant = "blue" | "red";

/** A workflow that ends, as far as callers see it: machines have become nodes, and the cluster has an API. */
const finish = async (operation: OperationRecord, tenantId: string, pick: number, ports: CallPorts): Promise<void> => {
  const input = { ...operation, tenantId };
  const at = ports.clock.now();
  const { clusterId, operationId } = operation;
  const failed = pick % 3 === 0;
  if (operation.kind === "cluster.create" && !failed) {
    const { files } = await ports.secrets.ensureKeys(clusterId, ports.authority.newKeys);
    const resources = { certificateAuthority: files["pki/ca.crt"] ?? "" };
    await ports.state.updateCluster(input, { resources, endpoint: `https://${clusterId}:6443`, at });
    // Some have been upgraded since: by chance alone hardly one would come so far that it could be rolled back.
    const [from, to] = ["v1.36.3", "v1.37.2"] as const;
    const upgraded = { upgraded: { from, to, at, operationId }, etcdMinor: "3.6", version: to };
    if (pick % 3 === 1) await ports.state.updateCluster(input, { ...upgraded, at });
    const groups = await ports.state.nodeGroups(tenantId, clusterId);
    const { version } = (await ports.state.cluster(tenantId, clusterId)).spec;
    const node = { role: "worker", zone: "a", machineType: "t3.large", address: "10.0.0.9", version } as const;
    const nodes = groups.map(
      ({ nodeGroupId }): NodeRecord => ({
        ...{ ...node, tenantId, clusterId, operationId, nodeGroupId, createdAt: at },
        ...{ nodeId: `i-${nodeGroupId}`, state: "ready" },
      }),
    );
    await ports.state.putNodes(input, nodes);
  }
  if (operation.kind === "backup.create" && operation.backup && !failed) {
    const { version: kubernetesVersion } = (await ports.state.cluster(tenantId, clusterId)).spec;
    const { backupId, reason = "caller" } = operation.backup;
    await ports.backups.keep({
      ...{ tenantId, clusterId, backupId, reason, requestedBy: operation.requestedBy, takenAt: at, expiresAt: at },
      ...{ sizeBytes: 1, sha256: "", revision: 1, keys: 1, etcdVersion: "3.7.0", kubernetesVersion },
    });
  }
  if (operation.kind === "cluster.hibernate" && operation.backup && !failed) {
    const { backupId } = operation.backup;
    await ports.state.updateCluster(input, { hibernatedFrom: { backupId, operationId }, at });
  }
  const done = operation.kind === "cluster.hibernate" ? "hibernated" : "running";
  await ports.state.finishOperation(
    input,
    failed
      ? { status: "failed", clusterState: "failed", nodeGroupState: "failed", at }
      : { status: "succeeded", clusterState: done, nodeGroupState: done, at },
  );
};

interface Step {
  tenant: Tenant;
  verb: keyof typeof verbs | "finish";
  pick: number;
  name: string;
  key: string | undefined;
}
const makes = [
  ...(["clusterCreate", "clusterHibernate", "clusterWake", "backupCreate"] as const),
  ...Array<"finish">(4).fill("finish"),
] as const;
/** They need a backup, or an upgrade, which needs a cluster: by chance alone they come too late or too early. */
const late = [
  ...(["backupCreate", "backupDrill", "clusterRestore"] as const),
  ...(["clusterUpgrade", "operationPause", "operationResume"] as const),
] as const;
const step: fc.Arbitrary<Step> = fc.record({
  tenant: fc.constantFrom<Tenant>("blue", "red"),
  verb: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...makes) },
    { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(verbs) as (keyof typeof verbs)[])) },
    { weight: 2, arbitrary: fc.constantFrom(...late) },
  ),
  pick: fc.nat(),
  name: fc.constantFrom("one", "two", "three"),
  key: fc.option(fc.constantFrom("k", "l"), { nil: undefined }),
});

/**
 * Each tenant has a cluster that can be upgraded, one that has been, and one whose creation has failed: by chance alone hardly any would
 * come so far.
 */
const begun = (["blue", "red"] as const).flatMap((tenant) =>
  [2, 4, 0].flatMap((end): Step[] => [
    { tenant, verb: "clusterCreate", pick: 1, name: `begun-${end}`, key: undefined },
    { tenant, verb: "finish", pick: end, name: "", key: undefined },
  ]),
);

const ids = ["clusterId", "operationId", "nodeGroupId", "nodeId", "backupId"];

/** All that is kept of a tenant. */
const ownedBy = ({ state: { kept }, backupRecords }: CallPorts, tenant: Tenant): string =>
  JSON.stringify(
    [...Object.values(kept), backupRecords].map((things: Map<string, { tenantId: string }>) =>
      [...things.values()].filter(({ tenantId }) => tenantId === tenant),
    ),
  );

const pickOf = <Thing>(things: Map<string, Thing>, pick: number): Thing | undefined =>
  [...things.values()][pick % Math.max(things.size, 1)];

const take = async ({ tenant, verb, pick, name, key }: Step, ports: CallPorts): Promise<unknown> => {
  const { kept } = ports.state;
  const upgrades = [...kept.operations].filter(([, { kind, status }]) => kind === "cluster.upgrade" && !isOver(status));
  const stops = verb === "operationPause" || verb === "operationResume";
  const operation = pickOf(stops ? new Map(upgrades) : kept.operations, pick);
  if (verb === "finish") {
    // One that runs, mostly: else whatever comes after it would hardly be reached.
    const open = new Map([...kept.operations].filter(([, { status }]) => !isOver(status)));
    const ends = pick % 4 === 1 ? operation : pickOf(open, pick);
    // A stage whose input may name the wrong tenant.
    return ends && finish(ends, tenant, pick, ports);
  }
  const [cluster, group, node] = [kept.clusters, kept.nodeGroups, kept.nodes].map((things) =>
    pickOf(things as Map<string, { clusterId: string; nodeGroupId?: string; nodeId?: string }>, pick),
  );
  const backup = pickOf(ports.backupRecords, pick);
  const picked: Picked = {
    ...{ name, pick, operationId: operation?.operationId ?? "op_none", clusterId: cluster?.clusterId ?? "cls_none" },
    onGroup: { clusterId: group?.clusterId ?? "cls_none", nodeGroupId: group?.nodeGroupId ?? "ng_none" },
    onNode: { clusterId: node?.clusterId ?? "cls_none", nodeId: node?.nodeId ?? "i-none" },
    onBackup: { clusterId: backup?.clusterId ?? "cls_none", backupId: backup?.backupId ?? "bkp_none" },
  };
  return verbs[verb](emptyCall(tenant, key), picked, ports);
};

const newPorts = (): CallPorts => {
  const { state, clock, secrets, authority, kubernetes, ledger, bills, prices, snapshots } = fakeCloud().ports;
  const backupRecords = new Map<string, BackupRecord>();
  const limits = { clusterLimit: 5, machineLimit: 500 };
  return {
    ...{ state, clock, secrets, authority, kubernetes, ledger, bills, prices, snapshots, ...limits },
    ...{ backupRecords, backups: fakeBackups(() => false, backupRecords), workflows: fakeWorkflows() },
  };
};

test("whatever a tenant calls, with whosever ids, it sees and touches its own things only", async () => {
  const succeeded = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 80 }), async (steps) => {
      const ports = newPorts();
      for (const one of [...begun, ...steps]) {
        const other = one.tenant === "blue" ? "red" : "blue";
        const before = ownedBy(ports, other);
        const foreign = [...JSON.parse(before)]
          .flat()
          .flatMap((thing: Record<string, string | undefined>) => ids.map((id) => thing[id]));
        const answer = await take(one, ports).catch((error: unknown) => {
          if (!isExpected(error)) throw error;
          // The caller named it; what an error must not tell is whether it is there, or what holds it.
          expect(
            ["WrongState", "PreconditionFailed"].includes(error.name) && foreign.includes(error.message.split(" ")[1]),
          ).toBe(false);
          return undefined;
        });
        if (answer !== undefined) succeeded.add(one.verb);
        const told = JSON.stringify(answer ?? null);
        for (const id of foreign) if (id !== undefined) expect(told.includes(id)).toBe(false);
        expect(ownedBy(ports, other)).toBe(before);
      }
    }),
    { numRuns: 150, seed: 5 },
  );
  // A call that never gets anywhere would prove nothing.
  expect(Object.keys(verbs).filter((verb) => !succeeded.has(verb))).toEqual([]);
});
