import * as z from "zod";
import { ChangePrice } from "./billing.ts";
import { keyPhases } from "./key-phases.ts";
import { Timestamp } from "./names.ts";
import { Finding, readinessChecks, UpgradePlanStep } from "./upgrades.ts";

/** What a caller may know better about; `credentials`: those that are not over, where the old keys have to go at once. */
export const keysForcible = ["disruption-budgets", "webhooks", "service-account-tokens", "credentials"] as const;

/** Body of `POST /clusters/{clusterId}/keys/rotate`. */
export const RotateKeys = z
  .strictObject({
    phase: z.enum(keyPhases).meta({
      description:
        "add: new authorities and a new service-account key are trusted beside the old ones, which go on signing. move: the new ones sign, the old ones are trusted still. drop: the old ones are trusted no more, and deleted",
    }),
    force: z
      .array(z.enum(keysForcible))
      .default([])
      .meta({ description: "checks whose findings the caller has seen, and does not count" }),
  })
  .meta({ id: "RotateKeys", example: { phase: "add", force: [] } });
export type RotateKeys = z.infer<typeof RotateKeys>;

/** Where a cluster is between two sets of authorities. */
export const keyStates = ["settled", "added", "moved"] as const;

export const KeyUser = z
  .strictObject({
    what: z.enum(["node", "credentials"]),
    nodeId: z.string().optional(),
    until: Timestamp.optional().meta({ description: "when the last of it has ended by itself" }),
    message: z.string(),
  })
  .meta({ id: "KeyUser" });
export type KeyUser = z.infer<typeof KeyUser>;

/** The certificate authorities (cluster, etcd, front proxy) and the service-account key of a cluster. */
export const ClusterKeysView = z
  .strictObject({
    state: z.enum(keyStates).meta({
      description:
        "settled: one set; added: the old one signs, both are trusted; moved: the new one signs, both are trusted",
    }),
    since: Timestamp,
    authoritiesExpireAt: Timestamp.meta({ description: "those that sign now" }),
    nextPhase: z.enum(keyPhases),
    nextPhaseFrom: Timestamp.optional().meta({ description: "not before; absent: at any time" }),
    usedBy: z.array(KeyUser).meta({ description: "who still uses the old set, as far as the service's records tell" }),
  })
  .meta({
    id: "ClusterKeys",
    example: {
      state: "moved",
      since: "2026-01-01T00:05:00.000Z",
      authoritiesExpireAt: "2036-01-01T00:00:00.000Z",
      nextPhase: "drop",
      nextPhaseFrom: "2026-01-01T01:10:00.000Z",
      usedBy: [
        {
          what: "credentials",
          until: "2026-01-01T01:10:00.000Z",
          message: "credentials that were handed out before the new authorities signed",
        },
      ],
    },
  });
export type ClusterKeysView = z.infer<typeof ClusterKeysView>;

/** What is looked at before a phase: what is before an upgrade, and tokens that are kept in Secrets. */
export const RotationFinding = Finding.extend({
  check: z.enum([...readinessChecks, "service-account-tokens"]),
}).meta({
  id: "RotationFinding",
  example: {
    ...{ check: "service-account-tokens", severity: "blocking", forcible: true },
    message:
      "the token in Secret default/robot is signed with the old key; delete the Secret, or its token, and make it anew",
  },
});
export type RotationFinding = z.infer<typeof RotationFinding>;

/** What a phase would do. */
export const KeyRotationPlan = z
  .strictObject({
    kind: z.literal("keys.rotate"),
    clusterName: z.string(),
    phase: z.enum(keyPhases),
    ready: z.boolean().meta({ description: "no finding is in the way" }),
    findings: z.array(RotationFinding),
    steps: z.array(UpgradePlanStep),
    machines: z.int().meta({ description: "that are replaced" }),
    seconds: z.int().meta({ description: "that it is expected to take, for assumed times" }),
    changePrice: ChangePrice,
    advice: z.array(z.string()).meta({ description: "what people have to do themselves, and until when" }),
  })
  .meta({
    id: "KeyRotationPlan",
    example: {
      ...{ kind: "keys.rotate", clusterName: "web", phase: "add", ready: true, findings: [] },
      steps: [
        { kind: "prepare", text: "let machines of key revision 1 join" },
        {
          ...{ kind: "member", nodeId: "i-0123456789abcdef0" },
          text: "replace member i-0123456789abcdef0 of the control plane by one of key revision 1",
        },
      ],
      ...{ machines: 1, seconds: 230 },
      changePrice: ChangePrice.meta()?.["example"] as ChangePrice,
      advice: ["once it has succeeded, fetch kubeconfigs anew (`kubewright cluster kubeconfig`)"],
    },
  });
export type KeyRotationPlan = z.infer<typeof KeyRotationPlan>;
