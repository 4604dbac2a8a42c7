import { createHash } from "node:crypto";
import type { BackupRecord } from "#core/backups/backup-record.ts";
import { NotFound, NotYet, Superseded, TemporaryFailure } from "#core/errors.ts";
import type { Backups, Snapshots } from "#core/ports/backups.ts";
import type { BootReport, KubernetesObject } from "#core/ports/cloud.ts";
import type { EtcdSnapshots } from "#core/ports/etcd.ts";
import type { Bootstrap } from "#core/ports/machine-bootstrap.ts";
import type { Clock, StageInput } from "#core/ports/state.ts";
import { etcdAnswers } from "./etcd.ts";
import { newestFirst, pageOf } from "./pages.ts";
import type { World } from "./world.ts";

const keyOf = (clusterId: string, backupId: string): string => `etcd/${clusterId}/${backupId}`;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const fakeSnapshots = (world: World): Snapshots => ({
  place: (clusterId, backupId) => ({ bucket: "backups", key: keyOf(clusterId, backupId) }),
  async find(clusterId, backupId) {
    const file = world.snapshots.get(keyOf(clusterId, backupId));
    if (!file) return undefined;
    const { text, keys } = file;
    return { sizeBytes: text.length, sha256: sha256(text), revision: keys, keys, etcdVersion: "3.7.0" };
  },
  async read(clusterId, backupId) {
    const file = world.snapshots.get(keyOf(clusterId, backupId));
    return file && sha256(file.text);
  },
  async copy(backupId, { from, to }) {
    const file = world.snapshots.get(keyOf(from, backupId));
    if (!file) return undefined;
    await this.remove(to, backupId);
    world.snapshots.set(keyOf(to, backupId), { ...file, at: world.now() });
    return this.find(to, backupId);
  },
  async list(clusterId) {
    const prefix = keyOf(clusterId, "");
    return [...world.snapshots].flatMap(([key, { at }]) =>
      key.startsWith(prefix) ? [{ backupId: key.slice(prefix.length), at }] : [],
    );
  },
  async remove(clusterId, backupId) {
    const key = keyOf(clusterId, backupId);
    const file = world.snapshots.get(key);
    if (file) world.oldSnapshots.push({ key, sizeBytes: file.text.length, at: file.at, supersededAt: world.now() });
    world.snapshots.delete(key);
  },
  async versions(clusterId) {
    const prefix = keyOf(clusterId, "");
    const now = [...world.snapshots].map(([key, { text, at }]) => ({ key, at, sizeBytes: text.length }));
    return [...now, ...world.oldSnapshots].flatMap(({ key, ...version }) =>
      key.startsWith(prefix) ? [{ backupId: key.slice(prefix.length), versionId: version.at, ...version }] : [],
    );
  },
  async purge(clusterId) {
    const prefix = keyOf(clusterId, "");
    for (const key of world.snapshots.keys()) if (key.startsWith(prefix)) world.snapshots.delete(key);
    world.oldSnapshots = world.oldSnapshots.filter(({ key }) => !key.startsWith(prefix));
  },
});

/** A snapshot takes one more look; its machine has sent it by then. @param objectsOf what the cluster's etcd holds */
export const fakeEtcdSnapshots = (
  world: World,
  clock: Clock,
  objectsOf: (clusterId: string) => KubernetesObject[],
): EtcdSnapshots => {
  const asked = new Set<string>();
  return {
    async save({ api, node }, backupId) {
      const known = (await api.nodes()).find(({ name }) => name === node);
      const instance = world.get("instances", known?.providerId.split("/").at(-1) ?? "");
      if (!instance) throw new TemporaryFailure(`no pod runs on node ${node}`);
      const { clusterId } = instance;
      if (!etcdAnswers(world, clusterId)) throw new TemporaryFailure("etcd has no majority");
      if (!asked.delete(backupId)) {
        asked.add(backupId);
        throw new NotYet("the snapshot is being saved");
      }
      const objects = objectsOf(clusterId);
      const file = { text: JSON.stringify(objects), keys: objects.length + 1, at: clock.now() };
      world.snapshots.set(keyOf(clusterId, backupId), file);
    },
  };
};

/** What a machine finds that is born with a snapshot. @throws Error as the boot program words it */
export const readSnapshot = (world: World, { key, sha256: wanted }: { key: string; sha256: string }): string => {
  const { text = "" } = world.snapshots.get(key) ?? {};
  const found = sha256(text);
  if (found !== wanted) throw new Error(`snapshot: error: the snapshot ${key} has SHA-256 ${found}, not ${wanted}`);
  return text;
};

/** What is of the machines that a snapshot was taken of, and not of its cluster. */
const ofMachines = new Set(["Node", "Pod", "Lease", "CertificateSigningRequest"]);

/** What a member has in its etcd that is born with a snapshot. @throws Error as readSnapshot does */
export const bornWithSnapshot = (world: World, restore: Required<Bootstrap>["restore"]): string => {
  const text = readSnapshot(world, restore);
  if (!restore.ofAnother) return text;
  return JSON.stringify((JSON.parse(text) as KubernetesObject[]).filter(({ kind }) => !ofMachines.has(kind)));
};

/** What a drill finds: how many objects of each resource. @throws Error as the boot program words it */
export const kindsOf = (world: World, restore: { key: string; sha256: string }): Record<string, number> => {
  const kinds: Record<string, number> = {};
  for (const { apiVersion, kind } of JSON.parse(readSnapshot(world, restore)) as KubernetesObject[]) {
    const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
    const resource = `${kind.toLowerCase()}s${group}`;
    kinds[resource] = (kinds[resource] ?? 0) + 1;
  }
  return kinds;
};

/** What a rehearsal finds beside: objects of API versions that its machine does not serve. */
export const breakagesOf = (
  world: World,
  restore: { key: string; sha256: string },
): Required<Pick<BootReport, "findings" | "found">> => {
  const objects = JSON.parse(readSnapshot(world, restore)) as KubernetesObject[];
  const findings = objects
    .filter(({ apiVersion }) => world.unserved.has(apiVersion))
    .map(({ apiVersion, metadata: { name } }) => ({
      ...{ check: "unserved-objects", what: apiVersion },
      message: `1 object that is not served: ${name}`,
    }));
  return { findings, found: findings.length };
};

/** @param holds whether the operation holds its cluster @param kept by id, for tests to look at */
export const fakeBackups = (
  holds: (by: StageInput) => boolean = () => false,
  kept = new Map<string, BackupRecord>(),
): Backups => {
  return {
    async keep(backup, by) {
      if (by && !holds(by)) throw new Superseded(`operation ${by.operationId} no longer holds cluster ${by.clusterId}`);
      kept.set(backup.backupId, structuredClone(backup));
    },
    async backup(tenantId, clusterId, backupId) {
      const found = kept.get(backupId);
      if (found?.tenantId !== tenantId || found.clusterId !== clusterId)
        throw new NotFound(`cluster ${clusterId} has no backup ${backupId}`);
      return structuredClone(found);
    },
    async backups(tenantId, clusterId, { limit, after }) {
      const found = [...kept.values()].filter(
        (backup) => backup.tenantId === tenantId && backup.clusterId === clusterId,
      );
      return pageOf(
        newestFirst(found, ({ backupId }) => backupId),
        ({ backupId }) => backupId,
        limit,
        after,
      );
    },
    async noteDrill(tenantId, clusterId, backupId, drill) {
      const found = kept.get(backupId);
      if (found?.tenantId === tenantId && found.clusterId === clusterId) found.drill = structuredClone(drill);
    },
    async forget(tenantId, clusterId, backupId) {
      const found = kept.get(backupId);
      if (found?.tenantId === tenantId && found.clusterId === clusterId) kept.delete(backupId);
    },
  };
};
