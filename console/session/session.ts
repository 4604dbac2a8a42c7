/** Who is signed in, in this tab: it survives a reload and ends with the tab. */
export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** From when on it is renewed, where it can be; milliseconds since 1970. */
  renewAt: number;
  /** Whether the issuer may be asked for another token without a form. */
  silent: boolean;
  subject: string;
  tenant?: string;
  role?: string;
}

const key = "kubewright.session";
let ended = false;
const listeners = new Set<() => void>();

const kept = (): Session | undefined => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "") as Session;
  } catch {
    return undefined;
  }
};
let current = kept();

const tell = (): void => {
  for (const listener of listeners) listener();
};

export const onSession = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const currentSession = (): Session | undefined => current;
/** Whether the service no longer takes the token of somebody who was signed in. */
export const hasEnded = (): boolean => ended;

export const keepSession = (session: Session): void => {
  current = session;
  ended = false;
  sessionStorage.setItem(key, JSON.stringify(session));
  tell();
};

export const forgetSession = (): void => {
  current = undefined;
  sessionStorage.removeItem(key);
  tell();
};

/** The issuer does not give another token without asking who it is. */
export const askNoMore = (): void => {
  if (current) keepSession({ ...current, silent: false });
};

export const endSession = (): void => {
  ended = true;
  tell();
};

/** A call that begins with a token is over long before it ends. */
const longestLead = 5 * 60_000;

/**
 * What a token says of its holder. It is the service that checks it.
 * @param seconds how long it lives @param silent whether the issuer may be asked for another one without a form
 */
export const sessionOf = (
  token: string,
  { seconds, silent }: { seconds: number; silent: boolean },
  now = Date.now(),
): Session => {
  const claims = claimsOf(token);
  const life = seconds * 1000;
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" ? value : undefined;
  };
  const [tenant, role] = [text("tenant"), text("role")];
  return {
    token,
    expiresAt: now + life,
    renewAt: now + life - Math.min(longestLead, life / 2),
    silent,
    subject: text("sub") ?? "",
    ...(tenant === undefined ? {} : { tenant }),
    ...(role === undefined ? {} : { role }),
  };
};

const claimsOf = (token: string): Record<string, unknown> => {
  try {
    const [, payload = ""] = token.split(".");
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
};
