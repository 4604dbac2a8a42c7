import * as z from "zod";
import { Timestamp } from "./names.ts";

/** Short-lived access to a cluster's Kubernetes API; the key exists only in this answer. */
export const Credentials = z
  .strictObject({
    endpoint: z.string(),
    certificateAuthority: z.string().meta({ description: "PEM" }),
    clientCertificate: z.string().meta({ description: "PEM" }),
    clientKey: z.string().meta({ description: "PEM" }),
    groups: z.array(z.string()),
    expiresAt: Timestamp,
  })
  .meta({ id: "Credentials" });
export type Credentials = z.infer<typeof Credentials>;
