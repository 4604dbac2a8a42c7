import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { type Answer, html, json } from "./issuer-answers.ts";
import { RefreshTokens } from "./refresh-tokens.ts";
import { refusalPage, signInPage } from "./sign-in-page.ts";
import { SignedIn } from "./signed-in.ts";
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
    /** `none`: without a form, for a browser that has been here. */
    prompt: z.enum(["none", "login"]).optional(),
  });
type Authorization = z.infer<ReturnType<typeof authorization>>;

const CodeExchange = z.object({
  grant_type: z.literal("authorization_code"),
  code: z.string(),
  client_id: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
});

const Renewal = z.object({ grant_type: z.literal("refresh_token"), refresh_token: z.string(), client_id: z.string() });

/** The authorization code flow with PKCE (RFC 6749, 7636, 9207) for one client, which may renew its tokens. */
export class CodeFlow {
  readonly client: WebClient;
  readonly #issuer: string;
  readonly #audience: string;
  readonly #sign: Sign;
  readonly #codes = new Map<string, Code>();
  readonly #refreshTokens = new RefreshTokens();
  readonly #signedIn = new SignedIn();

  /** @param audience of access tokens; an id token is for the client */
  constructor(client: WebClient, { issuer, audience, sign }: { issuer: string; audience: string; sign: Sign }) {
    this.client = client;
    this.#issuer = issuer;
    this.#audience = audience;
    this.#sign = sign;
  }

  /** The form that says who somebody is; a browser that need not be asked goes back at once. @param cookie of the browser */
  ask(given: URLSearchParams, cookie?: string): Answer {
    const asked = authorization(this.client).safeParse(Object.fromEntries(given));
    // Not sent back to the client: who it is has not been shown.
    if (!asked.success) return html(400, refusalPage(z.prettifyError(asked.error)));
    if (asked.data.prompt === "none") {
      const who = this.#signedIn.who(cookie);
      return who ? this.#withCode(asked.data, who) : this.#back(asked.data, { error: "login_required" });
    }
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
    const { status, body, headers } = this.#withCode(asked.data, who.data);
    return { status, body, headers: { ...headers, "set-cookie": this.#signedIn.remember(who.data) } };
  }

  #withCode(asked: Authorization, who: TokenRequest): Answer {
    const { redirect_uri: redirectUri, code_challenge: challenge, nonce } = asked;
    const code = randomBytes(32).toString("base64url");
    this.#codes.set(code, { who, challenge, redirectUri, nonce, until: Date.now() + codeLifetimeMs });
    return this.#back(asked, { code });
  }

  #back({ redirect_uri, state }: Authorization, said: Record<string, string>): Answer {
    const back = new URL(redirect_uri);
    for (const [name, value] of Object.entries({ ...said, state, iss: this.#issuer }))
      back.searchParams.set(name, value);
    return { status: 303, body: "", headers: { location: back.href, "cache-control": "no-store" } };
  }

  /** Tokens for a code, or for a refresh token. */
  exchange(given: URLSearchParams): Promise<Answer> {
    return given.get("grant_type") === "refresh_token" ? this.#renew(given) : this.#redeem(given);
  }

  /** A code is good once, for a minute, for whoever knows what its challenge was made of. */
  async #redeem(given: URLSearchParams): Promise<Answer> {
    const asked = CodeExchange.safeParse(Object.fromEntries(given));
    if (!asked.success) return refusal("invalid_request", z.prettifyError(asked.error));
    const { code, client_id, redirect_uri, code_verifier } = asked.data;
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    const good =
      known &&
      Date.now() < known.until &&
      client_id === this.client.id &&
      redirect_uri === known.redirectUri &&
      createHash("sha256").update(code_verifier).digest("base64url") === known.challenge;
    if (!good) return refusal("invalid_grant", "the code is not good for this");
    const { who, nonce } = known;
    return this.#tokens(who, this.#refreshTokens.first(who), nonce === undefined ? {} : { nonce });
  }

  async #renew(given: URLSearchParams): Promise<Answer> {
    const asked = Renewal.safeParse(Object.fromEntries(given));
    if (!asked.success) return refusal("invalid_request", z.prettifyError(asked.error));
    const { refresh_token, client_id } = asked.data;
    const traded = client_id === this.client.id ? this.#refreshTokens.trade(refresh_token) : undefined;
    if (!traded) return refusal("invalid_grant", "the refresh token is not good any more");
    return this.#tokens(traded.who, traded.next);
  }

  /** Whoever has the token may revoke it; whether there is such a one is not told (RFC 7009, 2.2). */
  revoke(given: URLSearchParams): Answer {
    this.#refreshTokens.revoke(given.get("token") ?? "");
    return json(200, {});
  }

  async #tokens(who: TokenRequest, refreshToken: string, identityClaims: Record<string, string> = {}): Promise<Answer> {
    return json(200, {
      access_token: await this.#sign(this.#audience, who),
      id_token: await this.#sign(this.client.id, who, identityClaims),
      refresh_token: refreshToken,
      token_type: "Bearer",
      expires_in: tokenSeconds,
      scope: "openid",
    });
  }
}

/** RFC 6749, 5.2 */
const refusal = (error: "invalid_request" | "invalid_grant", why: string): Answer =>
  json(400, { error, error_description: why });

/** How long tokens live. */
export const tokenSeconds = 3600;
