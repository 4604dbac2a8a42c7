import type { DeleteObjectsCommandInput, DeleteObjectsCommandOutput, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import { TemporaryFailure } from "#core/errors.ts";
import { s3Snapshots } from "./s3-snapshots.ts";

/** Stands in for S3 with so many versions, which it lists at once. */
const bucketWith = (count: number, Errors?: DeleteObjectsCommandOutput["Errors"]) => {
  const purged: DeleteObjectsCommandInput[] = [];
  const Versions = Array.from({ length: count }, (_, i) => ({
    ...{ Key: `etcd/cls_1/bkp_${i}`, VersionId: `v${i}`, LastModified: new Date(0), Size: 1 },
  }));
  const client = {
    send: async ({ input }: { input: Partial<DeleteObjectsCommandInput> }) => {
      if (!input.Delete) return { Versions };
      purged.push(input as DeleteObjectsCommandInput);
      return { Errors };
    },
  };
  return { purged, snapshots: s3Snapshots(client as unknown as S3Client, "backups") };
};

test("versions are purged a thousand a call, each once, and nothing is asked where there is none", async () => {
  const { purged, snapshots } = bucketWith(2001);
  await snapshots.purge("cls_1");
  const objects = purged.map(({ Delete }) => Delete?.Objects ?? []);
  expect(objects.map(({ length }) => length)).toEqual([1000, 1000, 1]);
  expect(new Set(objects.flat().map(({ Key, VersionId }) => `${Key} ${VersionId}`)).size).toBe(2001);
  const none = bucketWith(0);
  await none.snapshots.purge("cls_1");
  expect(none.purged).toEqual([]);
});

test("what S3 keeps of it is a failure, though the call succeeds", async () => {
  const busy = bucketWith(2, [{ Key: "etcd/cls_1/bkp_1", Code: "InternalError", Message: "try again" }]);
  await expect(busy.snapshots.purge("cls_1")).rejects.toBeInstanceOf(TemporaryFailure);
  const denied = bucketWith(2, [{ Key: "etcd/cls_1/bkp_1", Code: "AccessDenied", Message: "no" }]);
  await expect(denied.snapshots.purge("cls_1")).rejects.toMatchObject({
    ...{ name: "AccessDenied", message: "etcd/cls_1/bkp_1 is not purged: no" },
  });
});
