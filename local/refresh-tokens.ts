import { randomBytes } from "node:crypto";
import type { TokenRequest } from "./token-request.ts";

interface Known {
  who: TokenRequest;
  /** Of one signing in; all tokens that have come of it. */
  family: string;
  used: boolean;
}

/** How long somebody is signed in at most, whatever is renewed meanwhile. */
const familyLifetimeMs = 12 * 3600 * 1000;
const random = (): string => randomBytes(32).toString("base64url");

/**
 * Refresh tokens of a public client (RFC 6749, 6): each is good once and brings the next one. One that comes twice has been stolen from
 * somebody, so that nothing of its family is good any more (RFC 9700, 4.14.2).
 */
export class RefreshTokens {
  readonly #known = new Map<string, Known>();
  /** Until when families are good, milliseconds since 1970. */
  readonly #families = new Map<string, number>();

  /** Of somebody who has just signed in. */
  first(who: TokenRequest, now = Date.now()): string {
    this.#forgetOld(now);
    const family = random();
    this.#families.set(family, now + familyLifetimeMs);
    return this.#next(who, family);
  }

  /** Whose it is, and the one that takes its place; nothing where it is not good. */
  trade(token: string, now = Date.now()): { who: TokenRequest; next: string } | undefined {
    this.#forgetOld(now);
    const known = this.#known.get(token);
    if (!known || !this.#families.has(known.family)) return undefined;
    if (known.used) {
      this.#families.delete(known.family);
      return undefined;
    }
    known.used = true;
    return { who: known.who, next: this.#next(known.who, known.family) };
  }

  /** Nothing of its family is good any more (RFC 7009). */
  revoke(token: string): void {
    this.#families.delete(this.#known.get(token)?.family ?? "");
  }

  #next(who: TokenRequest, family: string): string {
    const token = random();
    this.#known.set(token, { who, family, used: false });
    return token;
  }

  #forgetOld(now: number): void {
    for (const [family, until] of this.#families) if (now >= until) this.#families.delete(family);
    for (const [token, { family }] of this.#known) if (!this.#families.has(family)) this.#known.delete(token);
  }
}
