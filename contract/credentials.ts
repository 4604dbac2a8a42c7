import * as z from "zod";
import { Timestamp } from "./names.ts";
import { roles } from "./roles.ts";

/** Short-lived access to a cluster's Kubernetes API; the key exists only in this answer. */
export const Credentials = z
  .strictObject({
    endpoint: z.string(),
    certificateAuthority: z.string().meta({ description: "PEM" }),
    clientCertificate: z.string().meta({ description: "PEM" }),
    clientKey: z.string().meta({ description: "PEM" }),
    groups: z
      .array(z.string())
      .meta({ description: "groups inside the cluster; they lose their rights by a revocation" }),
    expiresAt: Timestamp,
  })
  .meta({
    id: "Credentials",
    example: {
      endpoint: "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
      certificateAuthority: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
      clientCertificate: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n",
      clientKey: "(PEM of a key that exists only in this answer)",
      groups: ["kubewright:operators:1"],
      expiresAt: "2026-01-01T01:00:00.000Z",
    },
  });
export type Credentials = z.infer<typeof Credentials>;

/** Body of `POST /clusters/{clusterId}/credentials/revoke`. */
export const RevokeCredentials = z
  .strictObject({
    roles: z
      .array(z.enum(roles))
      .min(1)
      .refine((given) => new Set(given).size === given.length, "each role once")
      .default([...roles])
      .meta({ description: "whose credentials; all when absent", uniqueItems: true }),
  })
  .meta({ id: "RevokeCredentials", example: { roles: ["operator"] } });
export type RevokeCredentials = z.infer<typeof RevokeCredentials>;
