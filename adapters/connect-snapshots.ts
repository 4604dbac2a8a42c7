import { S3Client } from "@aws-sdk/client-s3";
import type { Snapshots } from "#core/ports/backups.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { s3Snapshots } from "./s3-snapshots.ts";

export const connectSnapshots = ({ BACKUP_BUCKET }: { BACKUP_BUCKET: string }): Snapshots =>
  // Bucket names in the path: an endpoint of one's own need not have a name for each bucket.
  s3Snapshots(withCoreErrors(new S3Client({ ...awsSettings, forcePathStyle: true })), BACKUP_BUCKET);
