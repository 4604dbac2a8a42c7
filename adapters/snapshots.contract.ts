import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import type { Snapshots } from "#core/ports/backups.ts";

/** What every implementation of Snapshots promises. @param send what a machine does with a snapshot that lies on it */
export const snapshotsContract = (
  snapshots: () => Snapshots,
  newCluster: () => string,
  send: (place: { bucket: string; key: string }, text: string) => Promise<void>,
): void => {
  test("what a machine has sent is found, with the hash of what came; before that, nothing is", async () => {
    const clusterId = newCluster();
    expect(await snapshots().find(clusterId, "bkp_1")).toBeUndefined();
    await send(snapshots().place(clusterId, "bkp_1"), "a snapshot");
    const sha256 = createHash("sha256").update("a snapshot").digest("hex");
    expect(await snapshots().find(clusterId, "bkp_1")).toMatchObject({ sizeBytes: 10, sha256 });
    expect(await snapshots().find(newCluster(), "bkp_1")).toBeUndefined();
    expect(await snapshots().read(clusterId, "bkp_1")).toBe(sha256);
    expect(await snapshots().read(newCluster(), "bkp_1")).toBeUndefined();
  });

  test("one that is spoilt later has another hash", async () => {
    const clusterId = newCluster();
    await send(snapshots().place(clusterId, "bkp_1"), "a snapshot");
    const before = await snapshots().find(clusterId, "bkp_1");
    await send(snapshots().place(clusterId, "bkp_1"), "a snapshoT");
    expect((await snapshots().find(clusterId, "bkp_1"))?.sha256).not.toBe(before?.sha256);
  });

  test("a cluster's is copied below another one, as it is, again and again; where there is none, nothing is", async () => {
    const [from, to] = [newCluster(), newCluster()];
    expect(await snapshots().copy("bkp_1", { from, to })).toBeUndefined();
    await send(snapshots().place(from, "bkp_1"), "a snapshot");
    const original = await snapshots().find(from, "bkp_1");
    for (let i = 0; i < 2; i += 1) expect(await snapshots().copy("bkp_1", { from, to })).toEqual(original);
    expect(await snapshots().find(to, "bkp_1")).toEqual(original);
    await snapshots().purge(from);
    expect(await snapshots().read(to, "bkp_1")).toBe(original?.sha256);
  });

  test("a cluster's are listed and removed, and nobody else's; to remove one twice is to remove it once", async () => {
    const [one, other] = [newCluster(), newCluster()];
    for (const clusterId of [one, other]) await send(snapshots().place(clusterId, "bkp_1"), "a snapshot");
    await send(snapshots().place(one, "bkp_2"), "a snapshot");
    const ids = async (clusterId: string) => (await snapshots().list(clusterId)).map(({ backupId }) => backupId).sort();
    expect(await ids(one)).toEqual(["bkp_1", "bkp_2"]);
    await snapshots().remove(one, "bkp_1");
    await snapshots().remove(one, "bkp_1");
    expect([await ids(one), await ids(other)]).toEqual([["bkp_2"], ["bkp_1"]]);
  });

  test("what is removed is kept for a while, and told of; purged it is gone, again and again", async () => {
    const [one, other] = [newCluster(), newCluster()];
    for (const clusterId of [one, other]) await send(snapshots().place(clusterId, "bkp_1"), "a snapshot");
    await send(snapshots().place(one, "bkp_2"), "another snapshot");
    await snapshots().remove(one, "bkp_1");
    const seen = async (clusterId: string) =>
      (await snapshots().versions(clusterId))
        .map(({ backupId, sizeBytes, supersededAt }) => [backupId, sizeBytes, supersededAt !== undefined])
        .sort();
    expect(await seen(one)).toEqual([
      ["bkp_1", 10, true],
      ["bkp_2", 16, false],
    ]);
    for (const { at, supersededAt = at } of await snapshots().versions(one))
      expect(Date.parse(supersededAt)).toBeGreaterThanOrEqual(Date.parse(at));
    for (let i = 0; i < 2; i += 1) await snapshots().purge(one);
    expect(await snapshots().list(one)).toEqual([]);
    expect([await seen(one), await seen(other)]).toEqual([[], [["bkp_1", 10, false]]]);
  });
};
