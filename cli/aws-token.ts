import { audienceHeader, awsTokenSeconds, encodeAwsToken } from "#contract/aws-token.ts";
import { CommandError, wrongInput } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Profile } from "./profile.ts";

type Environment = Record<string, string | undefined>;

/** What the service calls itself, unless whoever deploys it says something else. */
const usualAudience = "kubewright";

/**
 * A bearer token that says who this computer is in AWS, by its usual credentials (environment, profile, instance or task role). Nothing is
 * asked of anybody for it but the credentials; the service asks STS.
 * @throws CommandError when there are no credentials or no region
 */
export const awsToken = async (
  { audience = usualAudience, region: ofProfile }: Pick<Profile, "audience" | "region">,
  env: Environment,
): Promise<string> => {
  const region = ofProfile ?? env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  if (!region)
    throw wrongInput(
      "with --auth sigv4 the region of the service is needed",
      "set AWS_REGION, or region in the profile",
    );
  // Only who signs pays for loading them.
  const [{ defaultProvider }, { SignatureV4 }, { Sha256 }] = await Promise.all([
    import("@aws-sdk/credential-provider-node"),
    import("@smithy/signature-v4"),
    import("@smithy/core/checksum"),
  ]);
  const credentials = await defaultProvider()().catch((error: unknown) => {
    const advice = "`aws sts get-caller-identity` shows who you are; set AWS_PROFILE or the AWS_ variables";
    throw new CommandError("there are no AWS credentials", exitCodes.notAllowed, advice, { cause: error });
  });
  const hostname = `sts.${region}.amazonaws.com`;
  const signer = new SignatureV4({ credentials, region, service: "sts", sha256: Sha256 });
  const request = {
    method: "GET",
    protocol: "https:",
    hostname,
    path: "/",
    query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
    headers: { host: hostname, [audienceHeader]: audience },
  };
  const { query = {} } = await signer.presign(request, {
    expiresIn: awsTokenSeconds,
    // Else the header would go into the query, where nothing ties the token to the service.
    unhoistableHeaders: new Set([audienceHeader]),
  });
  return encodeAwsToken(new URLSearchParams(query as Record<string, string>));
};
