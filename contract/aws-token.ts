/**
 * A bearer token of a machine in AWS: the query of a presigned call `sts:GetCallerIdentity`, which only the holder of the credentials could
 * have signed, and only STS can check. The service that it is for is a header that the signature covers.
 */
export const awsTokenPrefix = "aws-sts-v1.";
export const audienceHeader = "x-kubewright-audience";
/** Seconds; the service takes no token that lives longer. */
export const awsTokenSeconds = 900;

export const encodeAwsToken = (query: URLSearchParams): string =>
  `${awsTokenPrefix}${Buffer.from(query.toString()).toString("base64url")}`;

/** @returns undefined when it is no such token */
export const decodeAwsToken = (token: string): URLSearchParams | undefined =>
  token.startsWith(awsTokenPrefix)
    ? new URLSearchParams(Buffer.from(token.slice(awsTokenPrefix.length), "base64url").toString())
    : undefined;
