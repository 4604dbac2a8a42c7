import * as z from "zod";

/** Cluster and node group names: DNS labels (RFC 1123), short enough to be part of cloud resource names. */
export const Name = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
    "1 to 40 of a-z, 0-9 and '-', starting with a letter and not ending with '-'",
  );

/** Kubernetes label keys: optional DNS prefix and a name of at most 63 characters. */
export const LabelKey = z
  .string()
  .max(317)
  .regex(
    /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
    "an optional DNS prefix and '/', then 1 to 63 of A-Z, a-z, 0-9, '.', '_' and '-'",
  );

export const LabelValue = z
  .string()
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/,
    "empty, or 1 to 63 of A-Z, a-z, 0-9, '.', '_' and '-', starting and ending with a letter or digit",
  );

export const Labels = z.record(LabelKey, LabelValue);

/** Ids are a prefix and a UUIDv7 in Crockford base 32 (TypeID): sortable by time. */
const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `an id '${prefix}_…'`);
export const ClusterId = id("cls");
export const NodeGroupId = id("ng");
export const OperationId = id("op");

/** Of a machine, as EC2 names it. */
export const NodeId = z.string().regex(/^i-[0-9a-f]{8,17}$/, "an instance id 'i-…'");

export const Timestamp = z.iso.datetime().meta({ description: "RFC 3339, UTC" });
