import { awsToken } from "./aws-token.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Profile } from "./profile.ts";

/** Hands out the bearer token; asks the issuer once a command. */
export type TokenSource = () => Promise<string>;

const ask = async ({ tokenUrl, tenant, subject, role }: Profile & { tokenUrl: string }): Promise<string> => {
  const answer = await fetch(tokenUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant, subject, role }),
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    const advice = "`npm start` brings a service on this computer up";
    throw new CommandError(`the token issuer at ${tokenUrl} does not answer`, exitCodes.temporary, advice, {
      cause: error,
    });
  });
  const { access_token } = (answer.ok ? await answer.json() : {}) as { access_token?: unknown };
  if (typeof access_token !== "string")
    throw new CommandError(`the token issuer at ${tokenUrl} gives no token (${answer.status})`, exitCodes.notAllowed);
  return access_token;
};

/** With sigv4 the computer's own AWS credentials; else KUBEWRIGHT_TOKEN, else the profile's issuer. */
export const tokenSource = (profile: Profile, env: Record<string, string | undefined>): TokenSource => {
  let asked: Promise<string> | undefined;
  return () => {
    if (profile.auth === "sigv4") {
      asked ??= awsToken(profile, env);
      return asked;
    }
    if (profile.token !== undefined) return Promise.resolve(profile.token);
    const { tokenUrl } = profile;
    if (tokenUrl === undefined)
      throw new CommandError(
        "there is no token",
        exitCodes.notAllowed,
        "set KUBEWRIGHT_TOKEN to one from your issuer; in AWS, --auth sigv4 needs none",
      );
    asked ??= ask({ ...profile, tokenUrl });
    return asked;
  };
};
