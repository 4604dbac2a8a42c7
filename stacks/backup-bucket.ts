import { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Duration, type Stack, Stack as StackOf, Validations } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { removedBackupDays } from "#contract/backups.ts";
import type { Permission } from "./permission.ts";
import { removalOf, type Service } from "./service.ts";

/** Made of account and region, so that policies can name it before it exists. */
export const backupBucketName = (stack: Stack): string => `kubewright-backups-${stack.account}-${stack.region}`;

const bucketArn = (stack: Stack): string => `arn:${stack.partition}:s3:::${backupBucketName(stack)}`;
const ofClusters = "clusters, and their backups, are made long after this role";

/** Files of all backups. */
export const backupFiles = (stack: Stack): string => `${bucketArn(stack)}/etcd/*`;

/** Whether there is a file is told only to those who may list. */
export const listsBackups = (stack: Stack): Permission => ({
  actions: ["s3:ListBucket"],
  resources: [bucketArn(stack)],
});
/** With what was removed or overwritten. */
export const listsAllBackups = (stack: Stack): Permission => ({
  actions: ["s3:ListBucketVersions"],
  resources: [bucketArn(stack)],
});
export const readsBackups = (stack: Stack): Permission => ({
  why: ofClusters,
  actions: ["s3:GetObject"],
  resources: [backupFiles(stack)],
});
/** S3 itself reads one and writes the other. */
export const copiesBackups = (stack: Stack): Permission => ({
  why: ofClusters,
  actions: ["s3:PutObject"],
  resources: [backupFiles(stack)],
});
export const removesBackups = (stack: Stack): Permission => ({
  why: ofClusters,
  actions: ["s3:DeleteObject"],
  resources: [backupFiles(stack)],
});
/** For good. */
export const purgesBackups = (stack: Stack): Permission => ({
  why: ofClusters,
  actions: ["s3:DeleteObjectVersion"],
  resources: [backupFiles(stack)],
});
const usesBackupKey = (stack: Stack, action: string): Permission => ({
  why: "the key of the backups' bucket has no name here",
  actions: [action],
  resources: [stack.formatArn({ service: "kms", resource: "key", resourceName: "*" })],
  conditions: { StringEquals: { "kms:ViaService": `s3.${stack.region}.amazonaws.com` } },
});
/** S3 tells an object's checksum only to those who could read it. */
export const decryptsBackups = (stack: Stack): Permission => usesBackupKey(stack, "kms:Decrypt");
export const encryptsBackups = (stack: Stack): Permission => usesBackupKey(stack, "kms:GenerateDataKey");

/**
 * Where snapshots of etcd are kept: encrypted under a key of their own, over TLS only, nothing public. What is overwritten or deleted can be
 * brought back for a week. The construct's id is part of the contract: another one would replace the bucket.
 */
export class BackupBucket extends Construct {
  constructor(scope: Construct, id: string, { config }: Service) {
    super(scope, id);
    const stack = StackOf.of(this);
    const removalPolicy = removalOf(config);
    const encryptionKey = new Key(this, "Key", {
      description: "Kubewright: backups of clusters",
      enableKeyRotation: true,
      removalPolicy,
    });
    const bucket = new Bucket(this, "Bucket", {
      bucketName: backupBucketName(stack),
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(removedBackupDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { expiredObjectDeleteMarker: true },
      ],
      removalPolicy,
    });
    Validations.of(bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason: "who calls what is in CloudTrail, where the account has it; access logs would be a bucket more",
    });
  }
}
