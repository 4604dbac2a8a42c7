import * as z from "zod";
import { audienceHeader, awsTokenSeconds } from "#contract/aws-token.ts";
import type { AwsIdentity } from "./env.ts";

/** What a presigned GetCallerIdentity consists of; each once, and nothing else. */
const wanted = new Set([
  "Action",
  "Version",
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Date",
  "X-Amz-Expires",
  "X-Amz-SignedHeaders",
  "X-Amz-Signature",
  "X-Amz-Security-Token",
]);
const optional = new Set(["X-Amz-Security-Token"]);

/** `20260101T000000Z` as milliseconds; NaN for anything else. */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3:$4:$5"));

/** How far the signer's clock may be ahead, as on AWS. */
const skewMilliseconds = 5 * 60_000;

interface Bounds {
  region: string;
  now: number;
}

/**
 * Why a query is not the one call that may be handed on to STS; undefined when it is. STS checks the signature, we what has been signed:
 * another action would be carried out with the caller's rights, another header leaves the token valid for other services.
 */
export const whyNoAwsToken = (query: URLSearchParams, { region, now }: Bounds): string | undefined => {
  const names = [...query.keys()];
  if (names.some((name) => !wanted.has(name)) || new Set(names).size !== names.length) return "other parameters";
  if ([...wanted].some((name) => !optional.has(name) && !query.get(name))) return "missing parameters";
  if (query.get("Action") !== "GetCallerIdentity" || query.get("Version") !== "2011-06-15") return "another action";
  if (query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") return "another algorithm";
  if (query.get("X-Amz-SignedHeaders") !== `host;${audienceHeader}`) return "other signed headers";
  const scope = new RegExp(`^[A-Z0-9]{16,128}/\\d{8}/${region}/sts/aws4_request$`);
  if (!scope.test(query.get("X-Amz-Credential") ?? "")) return "another scope";
  const expires = query.get("X-Amz-Expires") ?? "";
  if (!/^\d{1,3}$/.test(expires) || Number(expires) < 1 || Number(expires) > awsTokenSeconds) return "too long a life";
  const signedAt = timeOf(query.get("X-Amz-Date") ?? "");
  const age = now - signedAt;
  if (!(age > -skewMilliseconds && age < Number(expires) * 1000)) return "expired";
  return undefined;
};

const CallerIdentity = z.object({
  GetCallerIdentityResponse: z.object({ GetCallerIdentityResult: z.object({ Arn: z.string().startsWith("arn:") }) }),
});

/**
 * ARN of whoever signed the query, asked of STS. The address is ours and never the token's: a query that was signed for another host is
 * refused by the signature.
 * @param endpoint the regional STS
 * @returns undefined when STS refuses it
 * @throws Error when STS does not answer, or answers something else
 */
export const signerOf = async (
  query: URLSearchParams,
  { endpoint, audience }: { endpoint: string; audience: string },
): Promise<string | undefined> => {
  const answer = await fetch(`${endpoint.replace(/\/$/, "")}/?${query.toString()}`, {
    headers: { [audienceHeader]: audience, accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(5_000),
  });
  const said = await answer.text();
  // The query protocol says so with 400, too.
  const busy = answer.status === 429 || answer.status >= 500 || /\b(Throttling\w*|RequestLimitExceeded)\b/.test(said);
  if (!answer.ok && busy) throw new Error(`STS answers ${answer.status}`);
  if (!answer.ok) return undefined;
  return CallerIdentity.parse(JSON.parse(said)).GetCallerIdentityResponse.GetCallerIdentityResult.Arn;
};

/**
 * The role or user behind an ARN: sessions of a role are the role. Paths are left out, as STS leaves them out; names are unique in an
 * account without them.
 */
const principalOf = (arn: string): string | undefined => {
  const [, partition, account, kind, name] =
    /^arn:(aws[\w-]*):(?:iam|sts)::(\d{12}):(assumed-role|role|user)\/([^\s]+)$/.exec(arn) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  const parts = name.split("/");
  const own = kind === "assumed-role" ? parts[0] : parts.at(-1);
  return `${partition}:${account}:${kind === "user" ? "user" : "role"}/${own}`;
};

/** Tenant and role that the deployment gives to whoever has the ARN; undefined when it gives none. */
export const identityFor = (arn: string, known: readonly AwsIdentity[]): AwsIdentity | undefined => {
  const principal = principalOf(arn);
  return principal === undefined ? undefined : known.find((one) => principalOf(one.arn) === principal);
};
