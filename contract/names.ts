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

/** As much as fits a resource's tags on AWS. */
const mostLabels = 50;

export const Labels = z
  .record(LabelKey, LabelValue)
  .refine((labels) => Object.keys(labels).length <= mostLabels, `at most ${mostLabels} labels`)
  .meta({ maxProperties: mostLabels });

/** `team=shop,tier=one` as pairs; empty for an empty text. */
export const labelPairs = (selector: string): [key: string, value: string][] =>
  selector
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), part.slice(at + 1)];
    });

/** Filter of list calls: every pair must hold. */
export const LabelSelector = z
  .string()
  .max(1000)
  .regex(/^[\x20-\x7e]*$/, "key=value, several with ',' between them")
  .refine(
    (selector) =>
      selector.split(",").every((part) => part.includes("=")) &&
      labelPairs(selector).every(
        ([key, value]) => LabelKey.safeParse(key).success && LabelValue.safeParse(value).success,
      ),
    "key=value, several with ',' between them",
  )
  .meta({ description: "only those that have all of these labels", example: "team=shop,tier=one" });

/** Ids are a prefix and a UUIDv7 in Crockford base 32 (TypeID): sortable by time. */
const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `an id '${prefix}_…'`);
export const ClusterId = id("cls");
export const NodeGroupId = id("ng");
export const OperationId = id("op");
export const BackupId = id("bkp");
export const EventId = id("evt");

/** Of a machine, as EC2 names it. */
export const NodeId = z.string().regex(/^i-[0-9a-f]{8,17}$/, "an instance id 'i-…'");

export const Timestamp = z.iso.datetime().meta({ description: "RFC 3339, UTC" });
