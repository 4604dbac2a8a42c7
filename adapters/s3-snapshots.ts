import { createHash } from "node:crypto";
import {
  ChecksumAlgorithm,
  ChecksumMode,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Snapshots, SnapshotVersion, StoredSnapshot } from "#core/ports/backups.ts";
import { given } from "./aws-answers.ts";
import { hasCode, toCoreError } from "./aws-errors.ts";

const absent = /^(NotFound|NoSuchKey)$/;

/** Snapshots of a cluster lie below it, under their backups' ids. */
export const snapshotPrefix = (clusterId: string): string => `etcd/${clusterId}/`;

const hex = (base64: string): string => Buffer.from(base64, "base64").toString("hex");

/** As the machine has described what it sent; the checksum is S3's own, which took nothing that differed. */
const storedOf = ({ ContentLength, ChecksumSHA256, Metadata = {} }: HeadObjectCommandOutput): StoredSnapshot => ({
  sizeBytes: given(ContentLength, "the object's length"),
  sha256: hex(given(ChecksumSHA256, "the object's SHA-256")),
  revision: Number(given(Metadata["revision"], "the snapshot's revision")),
  keys: Number(given(Metadata["keys"], "the snapshot's number of keys")),
  etcdVersion: given(Metadata["etcd-version"], "etcd's version"),
});

/** So many versions S3 takes away in one call. Source: Amazon S3 API Reference, DeleteObjects. */
const purgedAtOnce = 1000;

interface Version {
  Key: string;
  VersionId: string;
  at: string;
  /** Of a mark that the object was removed: none. */
  sizeBytes?: number;
}

const versionsOf = async (s3: S3Client, Bucket: string, Prefix: string): Promise<Version[]> => {
  const found: Version[] = [];
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (from) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, ...from }),
    );
    const { Versions = [], DeleteMarkers = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
    for (const one of [...Versions, ...DeleteMarkers])
      found.push({
        Key: given(one.Key, "the object's key"),
        VersionId: given(one.VersionId, "the version's id"),
        at: given(one.LastModified, "the version's age").toISOString(),
        ...("Size" in one ? { sizeBytes: Number(given(one.Size, "the version's size")) } : {}),
      });
    from = IsTruncated
      ? {
          KeyMarker: given(NextKeyMarker, "where the list goes on"),
          ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }),
        }
      : undefined;
  }
  return found;
};

export const s3Snapshots = (s3: S3Client, bucket: string): Snapshots => {
  const keyOf = (clusterId: string, backupId: string): string => `${snapshotPrefix(clusterId)}${backupId}`;
  const find: Snapshots["find"] = async (clusterId, backupId) => {
    const order = { Bucket: bucket, Key: keyOf(clusterId, backupId), ChecksumMode: ChecksumMode.ENABLED };
    try {
      return storedOf(await s3.send(new HeadObjectCommand(order)));
    } catch (error) {
      if (hasCode(error, absent)) return undefined;
      throw error;
    }
  };
  return {
    place: (clusterId, backupId) => ({ bucket, key: keyOf(clusterId, backupId) }),
    find,

    // One call takes 5 GiB, more than etcd holds. S3 copies, hashes and encrypts by itself: nothing of it passes here.
    async copy(backupId, { from, to }) {
      const order = { Bucket: bucket, CopySource: `${bucket}/${keyOf(from, backupId)}`, Key: keyOf(to, backupId) };
      try {
        await s3.send(new CopyObjectCommand({ ...order, ChecksumAlgorithm: ChecksumAlgorithm.SHA256 }));
      } catch (error) {
        if (hasCode(error, absent)) return undefined;
        throw error;
      }
      return find(to, backupId);
    },

    async read(clusterId, backupId) {
      const hash = createHash("sha256");
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(clusterId, backupId) }));
        for await (const part of given(Body, "the snapshot") as AsyncIterable<Uint8Array>) hash.update(part);
      } catch (error) {
        if (hasCode(error, absent)) return undefined;
        throw error;
      }
      return hash.digest("hex");
    },

    async list(clusterId) {
      const Prefix = snapshotPrefix(clusterId);
      const found: { backupId: string; at: string }[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix, ...(ContinuationToken ? { ContinuationToken } : {}) }),
        );
        for (const { Key = "", LastModified } of page.Contents ?? [])
          found.push({ backupId: Key.slice(Prefix.length), at: given(LastModified, "the object's age").toISOString() });
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return found;
    },

    async remove(clusterId, backupId) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(clusterId, backupId) }));
    },

    async versions(clusterId) {
      const Prefix = snapshotPrefix(clusterId);
      const all = (await versionsOf(s3, bucket, Prefix)).sort((a, b) => (a.at < b.at ? -1 : 1));
      return all.flatMap(({ Key, VersionId, at, sizeBytes }, i): SnapshotVersion[] => {
        const after = all.slice(i + 1).find((one) => one.Key === Key);
        const version = { backupId: Key.slice(Prefix.length), versionId: VersionId, at };
        return sizeBytes === undefined ? [] : [{ ...version, sizeBytes, ...(after ? { supersededAt: after.at } : {}) }];
      });
    },

    async purge(clusterId) {
      const all = await versionsOf(s3, bucket, snapshotPrefix(clusterId));
      for (let i = 0; i < all.length; i += purgedAtOnce) {
        const Objects = all.slice(i, i + purgedAtOnce).map(({ Key, VersionId }) => ({ Key, VersionId }));
        const { Errors: [refused] = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        // The call succeeds all the same.
        if (refused) {
          const { Code = "no code", Key = "", Message = "" } = refused;
          throw toCoreError(Object.assign(new Error(`${Key} is not purged: ${Message}`), { name: Code }));
        }
      }
    },
  };
};
