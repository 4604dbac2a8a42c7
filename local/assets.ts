import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  CreateBucketCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { zip } from "./zip.ts";

interface Manifest {
  files: Record<
    string,
    {
      source: { path: string; packaging: "file" | "zip" };
      destinations: Record<string, { bucketName: string; objectKey: string }>;
    }
  >;
}

/** What a stack's template refers to in S3. */
export interface Asset {
  path: string;
  packaging: "file" | "zip";
  bucket: string;
  key: string;
}

/** @param place account and region, for the names that CDK leaves open */
export const readAssets = (assembly: string, stack: string, place: { account: string; region: string }): Asset[] => {
  const { files } = JSON.parse(readFileSync(join(assembly, `${stack}.assets.json`), "utf8")) as Manifest;
  const fill = (text: string) =>
    text.replace(/\$\{AWS::AccountId\}/g, place.account).replace(/\$\{AWS::Region\}/g, place.region);
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ bucketName, objectKey }) => ({
      path: join(assembly, source.path),
      packaging: source.packaging,
      bucket: fill(bucketName),
      key: fill(objectKey),
    })),
  );
};

/** Uploads what is not there yet; keys are hashes of the content. */
export const publishAssets = async (s3: S3Client, assets: Asset[]): Promise<void> => {
  for (const bucket of new Set(assets.map((asset) => asset.bucket))) {
    const there = await s3.send(new HeadBucketCommand({ Bucket: bucket })).then(
      () => true,
      () => false,
    );
    if (!there) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  }
  const once = new Map(assets.map((asset) => [`${asset.bucket}/${asset.key}`, asset]));
  await Promise.all(
    [...once.values()].map(async ({ path, packaging, bucket, key }) => {
      const place = { Bucket: bucket, Key: key };
      const there = await s3.send(new HeadObjectCommand(place)).then(
        () => true,
        () => false,
      );
      if (there) return;
      await s3.send(
        new PutObjectCommand({ ...place, Body: packaging === "zip" ? zipFolder(path) : readFileSync(path) }),
      );
    }),
  );
};

const zipFolder = (folder: string): Buffer =>
  zip(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => ({ name, content: readFileSync(join(folder, name)) })),
  );

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
