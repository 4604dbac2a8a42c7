import { createHash, createPublicKey } from "node:crypto";
import type { RotationFinding } from "#contract/key-rotations.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";

/** Told at most. */
const mostTold = 20;

/** How API servers name the key that a token is signed with: they know it again by that. Source: Kubernetes, pkg/serviceaccount/jwt.go */
export const keyIdOf = (publicKey: string): string =>
  createHash("sha256")
    .update(createPublicKey(publicKey).export({ type: "spki", format: "der" }))
    .digest("base64url");

const signedBy = ({ data }: KubernetesObject): string | undefined => {
  const { token = "" } = (data ?? {}) as { token?: string };
  const [header = ""] = Buffer.from(token, "base64").toString().split(".");
  try {
    return (JSON.parse(Buffer.from(header, "base64url").toString()) as { kid?: string }).kid;
  } catch {
    return undefined;
  }
};

/**
 * Tokens that are kept in Secrets do not end, and are not signed anew by themselves: those that the old key has signed are refused once it is
 * dropped. @param publicKey the new key's, PEM; where several are in it the first counts
 */
export const tokenFindings = (secrets: readonly KubernetesObject[], publicKey: string): RotationFinding[] => {
  const tokens = secrets.filter(({ type }) => type === "kubernetes.io/service-account-token");
  if (tokens.length === 0) return [];
  const newKey = keyIdOf(publicKey);
  return tokens
    .filter((secret) => signedBy(secret) !== newKey)
    .slice(0, mostTold)
    .map(
      ({ metadata: { name, namespace } }): RotationFinding => ({
        ...{ check: "service-account-tokens", severity: "blocking", forcible: true },
        message: `the token in Secret ${namespace}/${name} is signed with the old key; delete the Secret, or its token, and make it anew`,
      }),
    );
};
