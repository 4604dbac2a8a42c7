import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import * as z from "zod";
import { roles } from "#contract/routes.ts";

export interface Issuer {
  /** As in the tokens' `iss`. */
  url: string;
  token(who: TokenRequest): Promise<string>;
  close(): Promise<void>;
}

const TokenRequest = z.strictObject({
  tenant: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower-case letters, digits and dashes"),
  subject: z.string().min(1).max(200),
  role: z.enum(roles),
});
export type TokenRequest = z.infer<typeof TokenRequest>;

export const audience = "kubewright";
const lifetimeSeconds = 3600;

/**
 * An OIDC issuer for this computer alone: it believes whoever asks. Discovery, JWKS and `POST /token`.
 * @param folder where its key is kept, so that tokens outlive a restart
 * @param port 0: any free one
 */
export const startIssuer = async (folder: string, port: number): Promise<Issuer> => {
  const jwk = await keptKey(folder);
  const key = await importJWK(jwk, "RS256");
  const { kty, n, e, kid } = jwk;
  const jwks = JSON.stringify({ keys: [{ kty, n, e, kid, use: "sig", alg: "RS256" }] });
  let url = "";

  const token = async ({ tenant, subject, role }: TokenRequest): Promise<string> =>
    new SignJWT({ tenant, role })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", ...(kid ? { kid } : {}) })
      .setIssuer(url)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds} s`)
      .sign(key);

  const answer = async (request: IncomingMessage): Promise<[number, string]> => {
    const path = new URL(request.url ?? "/", url).pathname;
    const call = `${request.method} ${path}`;
    if (call === "GET /.well-known/openid-configuration")
      return [200, JSON.stringify({ issuer: url, jwks_uri: `${url}/jwks.json`, token_endpoint: `${url}/token` })];
    if (call === "GET /jwks.json") return [200, jwks];
    if (call !== "POST /token") return [404, JSON.stringify({ error: `there is no ${call}` })];
    const asked = TokenRequest.safeParse(await readJson(request));
    if (!asked.success) return [400, JSON.stringify({ error: z.prettifyError(asked.error) })];
    return [
      200,
      JSON.stringify({ access_token: await token(asked.data), token_type: "Bearer", expires_in: lifetimeSeconds }),
    ];
  };

  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown): [number, string] => [500, JSON.stringify({ error: String(error) })])
      .then(([status, body]) => response.writeHead(status, { "content-type": "application/json" }).end(body));
  });
  url = `http://127.0.0.1:${await listen(server, port)}`;
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

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  let text = "";
  for await (const part of request) {
    text += String(part);
    if (text.length > 10_000) return undefined;
  }
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
