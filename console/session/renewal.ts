import * as oauth from "oauth4webapi";
import { Unreachable } from "../api/problem.ts";
import { issuerNow, optionsFor } from "./issuer.ts";
import { currentSession, endSession, keepSession, sessionOf } from "./session.ts";
import type { Settings } from "./settings.ts";

/** In this page alone, and never in the browser's storage: it lives longer than a token, and goes with the page. */
let refreshToken: string | undefined;
let renewing: Promise<void> | undefined;
/** One more each time that somebody signs out: what was asked for before comes too late. */
let signOuts = 0;

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
  const before = signOuts;
  try {
    const { settings, issuer, server, client } = await issuerNow();
    if (signOuts !== before) return;
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), given, optionsFor(issuer));
    const tokens = await oauth.processRefreshTokenResponse(server, client, answer);
    if (signOuts === before) keepTokens(tokens, settings);
    else if (tokens.refresh_token !== undefined) revoke(tokens.refresh_token);
  } catch (error) {
    // The issuer says no; anything else may pass.
    if (signOuts === before && error instanceof oauth.ResponseBodyError) refreshToken = undefined;
  }
};

const inGoodTime = (): Promise<void> | undefined => {
  const session = currentSession();
  if (refreshToken === undefined || session === undefined || Date.now() < session.renewAt) return undefined;
  if (renewing) return renewing;
  const mine = renew(refreshToken).finally(() => {
    if (renewing === mine) renewing = undefined;
  });
  renewing = mine;
  return mine;
};

const good = (): string | undefined => {
  const session = currentSession();
  return session && Date.now() < session.expiresAt ? session.token : undefined;
};

/**
 * The bearer token of a call, renewed before it ends (RFC 6749, 6), which no call waits for as long as the old one is good. A page that nobody looks at makes no calls and renews nothing; it does so
 * with its next call, also when the token has ended meanwhile.
 * @throws Unreachable where it has ended, and the issuer does not answer; Error, and ends the session, where there is no other one
 */
export const bearer = async (): Promise<string> => {
  const renewal = inGoodTime();
  const now = good();
  if (now !== undefined) return now;
  await renewal;
  const then = good();
  if (then !== undefined) return then;
  if (currentSession() && refreshToken !== undefined) throw new Unreachable("the issuer does not answer");
  endSession();
  throw new Error("the session has ended");
};

/** Whether the page has been loaded anew, so that its refresh token is gone, and the issuer may be asked for one without a form. */
export const mayAskSilently = (): boolean => refreshToken === undefined && currentSession()?.silent === true;

/** RFC 7009; whether or not the issuer can be told. */
const revoke = (given: string): void => {
  const tell = async (): Promise<void> => {
    const { issuer, server, client } = await issuerNow();
    if (server.revocation_endpoint === undefined) return;
    await oauth.revocationRequest(server, client, oauth.None(), given, optionsFor(issuer));
  };
  tell().catch(() => undefined);
};

/** For whoever signs out: what is left of the session is good for nothing, and what still comes of it as well. */
export const forgetTokens = (): void => {
  const given = refreshToken;
  refreshToken = undefined;
  renewing = undefined;
  signOuts += 1;
  if (given !== undefined) revoke(given);
};
