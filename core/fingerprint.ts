import { createHash } from "node:crypto";

/** Keys are sorted, so that two spellings of one value are one value. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** SHA-256 of a JSON value, in hexadecimal. */
export const fingerprint = (value: unknown): string => createHash("sha256").update(canonical(value)).digest("hex");
