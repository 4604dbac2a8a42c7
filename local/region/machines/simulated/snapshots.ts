import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { MachineConfig } from "#node/machine-config.ts";
import type { Objects } from "./kubernetes-objects.ts";

type Place = NonNullable<MachineConfig["backups"]>;

/** What a machine of the image does with snapshots of etcd: sends those that lie on it, and reads the one that it is born with. */
export const simulatedSnapshots = ({
  region,
  localstackUrl,
}: {
  region: string;
  localstackUrl: string | undefined;
}) => {
  const s3 = new S3Client({
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    forcePathStyle: true,
    ...(localstackUrl === undefined ? {} : { endpoint: localstackUrl }),
  });
  const sha256 = (body: string) => createHash("sha256").update(body);

  return {
    /** Objects and all; without a word should it fail, as the machine has nobody to tell. @param file such as `/var/…/<backup id>.db` */
    async send({ bucket, prefix }: Place, file: string, { objects, revision }: { objects: Objects; revision: number }) {
      const id = /([^/]+)\.db$/.exec(file)?.[1] ?? "";
      const body = JSON.stringify([...objects]);
      const order = new PutObjectCommand({
        Bucket: bucket,
        Key: `${prefix}${id}`,
        Body: body,
        ChecksumSHA256: sha256(body).digest("base64"),
        Metadata: { revision: String(revision), keys: String(objects.size), "etcd-version": "simulated" },
      });
      await s3.send(order).catch((error: unknown) => console.error(`snapshot ${id}: ${String(error)}`));
    },

    /** @throws Error as the boot program words it */
    async read({ backups, restore }: MachineConfig, signal: AbortSignal): Promise<Objects> {
      const order = new GetObjectCommand({ Bucket: backups?.bucket ?? "", Key: restore?.key ?? "" });
      const body = await s3.send(order, { abortSignal: signal }).then(({ Body }) => Body?.transformToString() ?? "");
      const found = sha256(body).digest("hex");
      if (found !== restore?.sha256)
        throw new Error(`snapshot: error: the snapshot ${restore?.key} has SHA-256 ${found}, not ${restore?.sha256}`);
      return new Map(JSON.parse(body) as [string, Record<string, unknown>][]);
    },

    close: () => s3.destroy(),
  };
};
