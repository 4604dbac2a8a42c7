import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { type Answer, html, json } from "./issuer-answers.ts";
import { refusalPage, signInPage } from "./sign-in-page.ts";
import { identity, type TokenRequest } from "./token-request.ts";

/** A web page that signs people in: a public client, so that it proves with PKCE that it is the one that asked. */
export interface WebClient {
  id: string;
  /** Where codes may be sent to. */
  redirectUris: readonly string[];
}

interface Code {
  who: TokenRequest;
  challenge: string;
  redirectUri: string;
  nonce: string | undefined;
  /** Milliseconds since 1970. */
  until: number;
}

/** Signs a token for an audience. */
type Sign = (audience: string, who: TokenRequest, claims?: Record<string, string>) => Promise<string>;

const codeLifetimeMs = 60_000;

const authorization = (client: WebClient) =>
  z.object({
    response_type: z.literal("code"),
    client_id: z.literal(client.id),
    redirect_uri: z.enum(client.redirectUris as [string, ...string[]]),
    code_challenge: z.string().regex(/^[\w-]{43}$/, "a SHA-256 in base64url"),
    code_challenge_method: z.literal("S256"),
    state: z.string().max(500).default(""),
    nonce: z.string().max(500).optional(),
  });

const CodeExchange = z.object({
  grant_type: z.literal("authorization_code"),
  code: z.string(),
  client_id: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

/** The authorization code flow with PKCE (RFC 6749, 7636, 9207) for one client. */
export class CodeFlow {
  readonly client: WebClient;
  readonly #issuer: string;
  readonly #audience: string;
  readonly #sign: Sign;
  readonly #codes = new Map<string, Code>();

  /** @param audience of access tokens; an id token is for the client */
  constructor(client: WebClient, { issuer, audience, sign }: { issuer: string; audience: string; sign: Sign }) {
    this.client = client;
    this.#issuer = issuer;
    this.#audience = audience;
    this.#sign = sign;
  }

  /** The form that says who somebody is. */
  ask(given: URLSearchParams): Answer {
    const asked = authorization(this.client).safeParse(Object.fromEntries(given));
    // Not sent back to the client: who it is has not been shown.
    if (!asked.success) return html(400, refusalPage(z.prettifyError(asked.error)));
    const kept = [...given].filter(([name]) => name in asked.data);
    return html(200, signInPage(kept), new URL(asked.data.redirect_uri).origin);
  }

  /** The form has been sent: back to the client, with a code. */
  give(given: URLSearchParams): Answer {
    const fields = Object.fromEntries(given);
    const asked = authorization(this.client).safeParse(fields);
    if (!asked.success) return html(400, refusalPage(z.prettifyError(asked.error)));
    const who = z.object(identity).safeParse(fields);
    if (!who.success) return html(400, refusalPage(z.prettifyError(who.error)));
    const { redirect_uri: redirectUri, code_challenge: challenge, state, nonce } = asked.data;
    const code = randomBytes(32).toString("base64url");
    this.#codes.set(code, { who: who.data, challenge, redirectUri, nonce, until: Date.now() + codeLifetimeMs });
    const back = new URL(redirectUri);
    for (const [name, value] of Object.entries({ code, state, iss: this.#issuer })) back.searchParams.set(name, value);
    return { status: 303, body: "", headers: { location: back.href, "cache-control": "no-store" } };
  }

  /** A code is good once, for a minute, for whoever knows what its challenge was made of. */
  async exchange(given: URLSearchParams): Promise<Answer> {
    const asked = CodeExchange.safeParse(Object.fromEntries(given));
    if (!asked.success) return json(400, { error: "invalid_request", error_description: z.prettifyError(asked.error) });
    const { code, client_id, redirect_uri, code_verifier } = asked.data;
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    const good =
      known &&
      Date.now() < known.until &&
      client_id === this.client.id &&
      redirect_uri === known.redirectUri &&
      createHash("sha256").update(code_verifier).digest("base64url") === known.challenge;
    if (!good) return json(400, { error: "invalid_grant", error_description: "the code is not good for this" });
    const { who, nonce } = known;
    return json(200, {
      access_token: await this.#sign(this.#audience, who),
      id_token: await this.#sign(client_id, who, nonce === undefined ? {} : { nonce }),
      token_type: "Bearer",
      expires_in: tokenSeconds,
      scope: "openid",
    });
  }
}

/** How long tokens live. */
export const tokenSeconds = 3600;
