import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { bearer, forgetTokens, keepTokens, mayAskSilently } from "./renewal.ts";
import { currentSession, forgetSession } from "./session.ts";
import type { Settings } from "./settings.ts";

const settings: Settings = {
  ...{ issuer: "http://localhost:9", clientId: "console", scope: "openid", token: "access_token" },
};
const tokens = (name: string, refresh?: string) => ({
  ...{ access_token: name, token_type: "bearer" as const, expires_in: 3600 },
  ...(refresh === undefined ? {} : { refresh_token: refresh }),
});

/** An issuer by its paths; what is asked for without an answer hangs until its signal ends it. */
const issuer = (token: () => Promise<object> | undefined, discovers = true) => {
  const revoked: (string | null)[] = [];
  const json = (body: object): Response =>
    new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  const at = (path: string) => `${settings.issuer}${path}`;
  const answers: Record<string, (body: string) => Promise<Response> | undefined> = {
    "/config.json": async () => json(settings),
    "/.well-known/openid-configuration": () =>
      discovers
        ? Promise.resolve(
            json({ issuer: settings.issuer, token_endpoint: at("/token"), revocation_endpoint: at("/revoke") }),
          )
        : undefined,
    "/token": () => token()?.then(json),
    "/revoke": async (body) => {
      revoked.push(new URLSearchParams(body).get("token"));
      return new Response();
    },
  };
  jest.spyOn(globalThis, "fetch").mockImplementation((where, { body, signal } = {}) => {
    const { pathname } = new URL(String(where instanceof Request ? where.url : where), settings.issuer);
    const hang = () =>
      new Promise<Response>((_, reject) => {
        if (signal?.aborted) reject(signal.reason);
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    return answers[pathname]?.(String(body)) ?? hang();
  });
  return revoked;
};
/** Once it is so; the test's own limit ends what never is. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};
const passes = (seconds: number): void => {
  const then = Date.now() + seconds * 1000;
  jest.spyOn(Date, "now").mockReturnValue(then);
};

beforeEach(() => {
  const items = new Map<string, string>();
  Object.assign(globalThis, {
    sessionStorage: {
      setItem: (key: string, value: string) => items.set(key, value),
      removeItem: (key: string) => items.delete(key),
    },
  });
});
afterEach(() => {
  forgetTokens();
  forgetSession();
  jest.restoreAllMocks();
});

test("an issuer that gives no refresh token is not asked without a form, for each page that comes back would ask again", () => {
  keepTokens(tokens("first"), settings);
  expect(currentSession()?.silent).toBe(false);
  expect(mayAskSilently()).toBe(false);
});

test("one that gives some may be asked by a page that is loaded anew", () => {
  keepTokens(tokens("first", "r1"), settings);
  expect(mayAskSilently()).toBe(false);
  expect(currentSession()?.silent).toBe(true);
  // As a reload does: the page's variables are gone, and the session is not.
  forgetTokens();
  expect(mayAskSilently()).toBe(true);
});

test("no call waits for a renewal while its token is good, and the next one has the new one", async () => {
  let hand: ((given: object) => void) | undefined;
  issuer(() => new Promise((resolve) => (hand = resolve)));
  keepTokens(tokens("first", "r1"), settings);
  passes(3400);
  expect(await bearer()).toBe("first");
  await until(() => hand !== undefined);
  hand?.(tokens("second", "r2"));
  await until(() => currentSession()?.token === "second");
  expect(await bearer()).toBe("second");
});

test("a call whose token has ended waits for the renewal", async () => {
  issuer(async () => tokens("second", "r2"));
  keepTokens(tokens("first", "r1"), settings);
  passes(3700);
  expect(await bearer()).toBe("second");
});

test("whoever signs out while the token is renewed stays signed out, and what came late is revoked", async () => {
  let hand: ((given: object) => void) | undefined;
  const revoked = issuer(() => new Promise((resolve) => (hand = resolve)));
  keepTokens(tokens("first", "r1"), settings);
  passes(3700);
  const call = bearer().catch(String);
  await until(() => hand !== undefined);
  forgetTokens();
  forgetSession();
  hand?.(tokens("second", "r2"));
  expect(await call).toMatch("the session has ended");
  await until(() => revoked.length === 2);
  expect(currentSession()).toBeUndefined();
  expect(revoked).toEqual(["r1", "r2"]);
});

test("an issuer that does not say who it is is given up", async () => {
  issuer(() => undefined, false);
  const limits = jest
    .spyOn(AbortSignal, "timeout")
    .mockImplementation(() => AbortSignal.abort(new DOMException("late", "TimeoutError")));
  keepTokens(tokens("first", "r1"), settings);
  passes(3700);
  await expect(bearer()).rejects.toThrow("the issuer does not answer");
  expect(limits).toHaveBeenCalledWith(10_000);
});
