import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface SignedRequest {
  method: string;
  /** Path with query, as sent. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a key's holder must know besides its name. */
export interface SigningKey {
  secretAccessKey: string;
  sessionToken: string;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

const authorizationForm =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8}\/[^/]+\/([^/]+)\/aws4_request), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** How far a caller's clock may be off, as on AWS. */
const skewMilliseconds = 5 * 60_000;

/**
 * Who signed a request (AWS Signature Version 4, in headers).
 * @param keyOf the key under an access key id
 * @returns the access key id; undefined when the signature, its time or its session token is not what it must be
 */
export const signerOf = (
  request: SignedRequest,
  keyOf: (accessKeyId: string) => SigningKey | undefined,
  now: number = Date.now(),
): string | undefined => {
  const { headers } = request;
  const [, id = "", scope = "", service = "", names = "", signature = ""] =
    authorizationForm.exec(headers.authorization ?? "") ?? [];
  const key = keyOf(id);
  const date = String(headers["x-amz-date"] ?? "");
  const signed = names.split(";");
  if (!key || headers["x-amz-security-token"] !== key.sessionToken) return undefined;
  if (!signed.includes("host") || !signed.includes("x-amz-date") || !date.startsWith(scope.slice(0, 8)))
    return undefined;
  if (!(Math.abs(timeOf(date) - now) <= skewMilliseconds)) return undefined;
  const canonical = canonicalRequest(request, service, signed);
  if (canonical === undefined) return undefined;
  const signingKey = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${key.secretAccessKey}`);
  const expected = hmac(signingKey, ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n"));
  return timingSafeEqual(expected, Buffer.from(signature, "hex")) ? id : undefined;
};

/** `20260101T000000Z` */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3:$4:$5"));

const canonicalRequest = (
  { method, url, headers, body }: SignedRequest,
  service: string,
  signed: readonly string[],
): string | undefined => {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  const said = headers["x-amz-content-sha256"];
  const hash = sha256(body);
  // A hash that the caller names is what was signed; it must be the body's, unless it says that the body is not signed.
  if (said !== undefined && said !== hash && said !== "UNSIGNED-PAYLOAD") return undefined;
  return [
    method,
    service === "s3" ? path : path.split("/").map(encode).join("/"),
    query
      .split("&")
      .filter(Boolean)
      .map((part) => (part.includes("=") ? part : `${part}=`))
      .sort()
      .join("&"),
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .replace(/ +/g, " ")}`,
    ),
    "",
    signed.join(";"),
    said ?? hash,
  ].join("\n");
};

/** All but S3 sign a path that has been encoded once more. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
