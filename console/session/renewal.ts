import * as oauth from "oauth4webapi";
import { Unreachable } from "../api/problem.ts";
import { issuerNow, optionsFor } from "./issuer.ts";
import { currentSession, endSession, keepSession, sessionOf } from "./session.ts";
import type { Settings } from "./settings.ts";

/** In this page alone, and never in the browser's storage: it lives longer than a token, and goes with the page. */
let refreshToken: string | undefined;
let renewing: Promise<void> | undefined;

/** Keeps what the issuer has handed out. @throws Error when what the service wants is not among it */
export const keepTokens = (tokens: oauth.TokenEndpointResponse, settings: Settings): void => {
  const token = tokens[settings.token];
  if (token === undefined) throw new Error(`the issuer gave no ${settings.token}`);
  // Issuers that do not rotate leave the old one good.
  refreshToken = tokens.refresh_token ?? refreshToken;
  // One that gives none would be asked anew by each page that comes back from it, without end.
  const silent = refreshToken !== undefined;
  keepSession(sessionOf(token, { seconds: tokens.expires_in ?? 300, silent }));
};

const renew = async (given: string): Promise<void> => {
  try {
    const { settings, issuer, server, client } = await issuerNow();
    const options = { ...optionsFor(issuer), signal: AbortSignal.timeout(10_000) };
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), given, options);
    keepTokens(await oauth.processRefreshTokenResponse(server, client, answer), settings);
  } catch (error) {
    // The issuer says no; anything else may pass.
    if (error instanceof oauth.ResponseBodyError) refreshToken = undefined;
  }
};

const inGoodTime = (): Promise<void> | undefined => {
  const session = currentSession();
  if (refreshToken === undefined || session === undefined || Date.now() < session.renewAt) return undefined;
  renewing ??= renew(refreshToken).finally(() => {
    renewing = undefined;
  });
  return renewing;
};

/**
 * The bearer token of a call, renewed before it ends (RFC 6749, 6). A page that nobody looks at makes no calls and renews nothing; it does so
 * with its next call, also when the token has ended meanwhile.
 * @throws Unreachable where it has ended, and the issuer does not answer; Error, and ends the session, where there is no other one
 */
export const bearer = async (): Promise<string> => {
  await inGoodTime();
  const session = currentSession();
  if (session && Date.now() < session.expiresAt) return session.token;
  if (session && refreshToken !== undefined) throw new Unreachable("the issuer does not answer");
  endSession();
  throw new Error("the session has ended");
};

/** Whether the page has been loaded anew, so that its refresh token is gone, and the issuer may be asked for one without a form. */
export const mayAskSilently = (): boolean => refreshToken === undefined && currentSession()?.silent === true;

/** For whoever signs out: what is left of the session is good for nothing (RFC 7009), whether or not the issuer can be told. */
export const forgetTokens = (): void => {
  const given = refreshToken;
  refreshToken = undefined;
  if (given === undefined) return;
  const tell = async (): Promise<void> => {
    const { issuer, server, client } = await issuerNow();
    if (server.revocation_endpoint === undefined) return;
    await oauth.revocationRequest(server, client, oauth.None(), given, optionsFor(issuer));
  };
  tell().catch(() => undefined);
};
