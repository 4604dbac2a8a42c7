import * as oauth from "oauth4webapi";
import { paths } from "../paths.ts";
import { issuerNow, optionsFor, redirectUri } from "./issuer.ts";
import { keepTokens } from "./renewal.ts";
import { askNoMore } from "./session.ts";

/** What has to be known again once the issuer sends the caller back. */
interface Begun {
  verifier: string;
  state: string;
  nonce: string;
  returnTo: string;
  /** Nobody has asked for it: the caller goes on with what there is when the issuer says no. */
  silent: boolean;
}

/** `none`: without a form, or not at all; `login`: with a form, whoever is known (OpenID Connect Core 1.0, 3.1.2.1). */
type Prompt = "none" | "login";

const key = "kubewright.sign-in";
/**
 * Leaves for the issuer (authorization code with PKCE).
 * @param returnTo where to be afterwards, a path of the console
 * @throws Error when the issuer does not answer
 */
export const beginSignIn = async (returnTo: string, prompt?: Prompt): Promise<void> => {
  const { settings, server } = await issuerNow();
  if (server.authorization_endpoint === undefined) throw new Error(`${settings.issuer} has no authorization endpoint`);
  const begun: Begun = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    returnTo,
    silent: prompt === "none",
  };
  sessionStorage.setItem(key, JSON.stringify(begun));
  const url = new URL(server.authorization_endpoint);
  const query = {
    response_type: "code",
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    scope: settings.scope,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: "S256",
    ...(prompt ? { prompt } : {}),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  // What nobody has asked for is no place to go back to.
  if (begun.silent) location.replace(url);
  else location.assign(url);
};

/**
 * Comes back from the issuer: trades the code for tokens and keeps the session.
 * @returns where to go on
 * @throws Error when the issuer said no, or the answer is not to a question of this tab
 */
export const finishSignIn = async (here: URL): Promise<string> => {
  const begun = JSON.parse(sessionStorage.getItem(key) ?? "null") as Begun | null;
  sessionStorage.removeItem(key);
  if (!begun) throw new Error("nobody is signing in here");
  const { settings, issuer, server, client } = await issuerNow();
  // Only ever a place of the console: a path, and no address of somebody else.
  const returnTo = /^\/(?!\/)/.test(begun.returnTo) ? begun.returnTo : paths.home;
  let answered: URLSearchParams;
  try {
    answered = oauth.validateAuthResponse(server, client, here, begun.state);
  } catch (error) {
    if (!begun.silent || !(error instanceof oauth.AuthorizationResponseError)) throw error;
    askNoMore();
    return returnTo;
  }
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answered,
    redirectUri(),
    begun.verifier,
    optionsFor(issuer),
  );
  const asksIdentity = settings.scope.split(" ").includes("openid");
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
    ...(asksIdentity ? { expectedNonce: begun.nonce, requireIdToken: true } : {}),
  });
  keepTokens(tokens, settings);
  return returnTo;
};
