import * as oauth from "oauth4webapi";
import { paths } from "../paths.ts";
import { readSettings, type Settings } from "./settings.ts";

export const redirectUri = (): string => new URL(paths.signedIn, location.origin).href;

const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** For one request, which is given up after ten seconds. Plain HTTP may only lead to this computer. */
export const optionsFor = (issuer: URL) => ({
  [oauth.allowInsecureRequests]: isLoopback(issuer),
  signal: AbortSignal.timeout(10_000),
});

interface Issuer {
  settings: Settings;
  issuer: URL;
  server: oauth.AuthorizationServer;
  client: oauth.Client;
}

/** The issuer as it says it is. @throws Error when it does not answer */
export const issuerNow = async (): Promise<Issuer> => {
  const settings = await readSettings();
  const issuer = new URL(settings.issuer);
  const answer = await oauth.discoveryRequest(issuer, { algorithm: "oidc", ...optionsFor(issuer) });
  const server = await oauth.processDiscoveryResponse(issuer, answer);
  return { settings, issuer, server, client: { client_id: settings.clientId } };
};
