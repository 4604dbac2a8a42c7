import { typeid } from "typeid-js";
import { type Cloud, connectCloud } from "#adapters/connect-cloud.ts";

/** All ports on whatever the environment names: LocalStack and the pocket region, or AWS. */
export const cloud: Cloud = connectCloud({
  AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1",
  BACKUP_BUCKET: "kubewright-backups-000000000000-us-east-1",
});

export const newCluster = (): string => typeid("cls").toString();
