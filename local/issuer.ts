import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import * as z from "zod";
import { CodeFlow, tokenSeconds, type WebClient } from "./code-flow.ts";
import { type Answer, html, json } from "./issuer-answers.ts";
import { refusalPage } from "./sign-in-page.ts";
import { TokenRequest } from "./token-request.ts";

export interface Issuer {
  /** As in the tokens' `iss`. */
  url: string;
  token(who: TokenRequest): Promise<string>;
  close(): Promise<void>;
}

export const audience = "kubewright";

/**
 * An OIDC issuer for this computer alone: it believes whoever asks. Discovery, JWKS, `POST /token` with `{tenant, subject, role}`, and for a
 * web page the authorization code flow with PKCE, and tokens that it may renew.
 * @param folder where its key is kept, so that tokens outlive a restart
 * @param port 0: any free one
 * @param client the only one that the code flow is for; without one there is none
 */
export const startIssuer = async (folder: string, port: number, client?: WebClient): Promise<Issuer> => {
  const jwk = await keptKey(folder);
  const key = await importJWK(jwk, "RS256");
  const { kty, n, e, kid } = jwk;
  const jwks = JSON.stringify({ keys: [{ kty, n, e, kid, use: "sig", alg: "RS256" }] });
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server, port)}`;

  const sign = (aud: string, { tenant, subject, role }: TokenRequest, claims: Record<string, string> = {}) =>
    new SignJWT({ tenant, role, ...claims })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", ...(kid ? { kid } : {}) })
      .setIssuer(url)
      .setAudience(aud)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${tokenSeconds} s`)
      .sign(key);
  const token = (who: TokenRequest): Promise<string> => sign(audience, who);
  const flow = client && new CodeFlow(client, { issuer: url, audience, sign });

  const tokenFor = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request);
    const form = new URLSearchParams(body);
    if (flow && form.has("grant_type")) return flow.exchange(form);
    const asked = TokenRequest.safeParse(parsed(body));
    if (!asked.success) return json(400, { error: z.prettifyError(asked.error) });
    return json(200, { access_token: await token(asked.data), token_type: "Bearer", expires_in: tokenSeconds });
  };
  const nobody = html(400, refusalPage("there is no page that people sign in to"));

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const call = `${request.method} ${pathname}`;
    switch (call) {
      case "GET /.well-known/openid-configuration":
        return json(200, metadata(url));
      case "GET /jwks.json":
        return json(200, jwks);
      case "GET /authorize":
        return flow?.ask(searchParams, request.headers.cookie) ?? nobody;
      case "POST /authorize":
        return flow?.give(new URLSearchParams(await bodyOf(request))) ?? nobody;
      case "POST /token":
        return tokenFor(request);
      case "POST /revoke":
        return flow?.revoke(new URLSearchParams(await bodyOf(request))) ?? nobody;
      default:
        return json(404, { error: `there is no ${call}` });
    }
  };

  server.on("request", (request, response) => {
    void answer(request)
      .catch((error: unknown) => json(500, { error: String(error) }))
      .then(({ status, body, headers }) =>
        response.writeHead(status, { ...headers, ...readableBy(client, request) }).end(body),
      );
  });
  return {
    url,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The client's page, and no other, may read what it is answered. */
const readableBy = (client: WebClient | undefined, { headers: { origin } }: IncomingMessage): Record<string, string> =>
  origin !== undefined && client?.redirectUris.some((uri) => new URL(uri).origin === origin)
    ? { "access-control-allow-origin": origin, vary: "origin" }
    : { vary: "origin" };

const metadata = (url: string): object => ({
  issuer: url,
  jwks_uri: `${url}/jwks.json`,
  token_endpoint: `${url}/token`,
  authorization_endpoint: `${url}/authorize`,
  revocation_endpoint: `${url}/revoke`,
  grant_types_supported: ["authorization_code", "refresh_token"],
  prompt_values_supported: ["none", "login"],
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
});

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

/** Nothing where it is longer than anything that makes sense. */
const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of request) {
    text += String(part);
    if (text.length > 10_000) return "";
  }
  return text;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const keptKey = async (folder: string): Promise<JWK> => {
  const file = join(folder, "issuer-key.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as JWK;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kept = { ...jwk, kid: await calculateJwkThumbprint(jwk) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  return kept;
};
