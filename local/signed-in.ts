import { randomBytes } from "node:crypto";
import type { TokenRequest } from "./token-request.ts";

/** Cookies of all ports of a host are one heap: the name says whose it is. */
const name = "kubewright-issuer";
const lifetimeSeconds = 12 * 3600;

/** Browsers that people have said in who they are, each known by a cookie that only the issuer is shown. */
export class SignedIn {
  readonly #known = new Map<string, { who: TokenRequest; until: number }>();

  /** @returns the value of the header `set-cookie` */
  remember(who: TokenRequest): string {
    const id = randomBytes(32).toString("base64url");
    this.#known.set(id, { who, until: Date.now() + lifetimeSeconds * 1000 });
    return `${name}=${id}; Path=/authorize; HttpOnly; SameSite=Lax; Max-Age=${lifetimeSeconds}`;
  }

  /** @param cookie the header, with whatever else is in it */
  who(cookie = ""): TokenRequest | undefined {
    const id = new RegExp(`(?:^|;\\s*)${name}=([\\w-]+)`).exec(cookie)?.[1];
    const known = this.#known.get(id ?? "");
    return known && Date.now() < known.until ? known.who : undefined;
  }
}
