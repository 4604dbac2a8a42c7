/** Who is signed in, in this tab: it survives a reload and ends with the tab. */
export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
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

export const endSession = (): void => {
  ended = true;
  tell();
};

/** The bearer token. @throws Error once it has expired */
export const bearer = (now = Date.now()): string => {
  if (current && now < current.expiresAt) return current.token;
  endSession();
  throw new Error("the session has ended");
};

/** What a token says of its holder. It is the service that checks it. */
export const sessionOf = (token: string, expiresAt: number): Session => {
  const claims = claimsOf(token);
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" ? value : undefined;
  };
  const [tenant, role] = [text("tenant"), text("role")];
  return {
    token,
    expiresAt,
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
