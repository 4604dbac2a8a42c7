import * as oauth from "oauth4webapi";
import { paths } from "../paths.ts";
import { keepSession, sessionOf } from "./session.ts";
import { readSettings, type Settings } from "./settings.ts";

/** What has to be known again once the issuer sends the caller back. */
interface Begun {
  verifier: string;
  state: string;
  nonce: string;
  returnTo: string;
}

const key = "kubewright.sign-in";
const redirectUri = (): string => new URL(paths.signedIn, location.origin).href;

const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Plain HTTP may only lead to this computer. */
const optionsFor = (issuer: URL) => ({ [oauth.allowInsecureRequests]: isLoopback(issuer) });

const issuerOf = async (settings: Settings): Promise<{ issuer: URL; server: oauth.AuthorizationServer }> => {
  const issuer = new URL(settings.issuer);
  const answer = await oauth.discoveryRequest(issuer, { algorithm: "oidc", ...optionsFor(issuer) });
  return { issuer, server: await oauth.processDiscoveryResponse(issuer, answer) };
};

/**
 * Leaves for the issuer (authorization code with PKCE).
 * @param returnTo where to be afterwards, a path of the console
 * @throws Error when the issuer does not answer
 */
export const beginSignIn = async (returnTo: string): Promise<void> => {
  const settings = await readSettings();
  const { server } = await issuerOf(settings);
  if (server.authorization_endpoint === undefined) throw new Error(`${settings.issuer} has no authorization endpoint`);
  const begun: Begun = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    returnTo,
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
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  location.assign(url);
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
  const settings = await readSettings();
  const { issuer, server } = await issuerOf(settings);
  const client = { client_id: settings.clientId };
  const answered = oauth.validateAuthResponse(server, client, here, begun.state);
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
  const token = tokens[settings.token];
  if (token === undefined) throw new Error(`the issuer gave no ${settings.token}`);
  keepSession(sessionOf(token, Date.now() + (tokens.expires_in ?? 300) * 1000));
  // Only ever a place of the console: a path, and no address of somebody else.
  return /^\/(?!\/)/.test(begun.returnTo) ? begun.returnTo : paths.home;
};
