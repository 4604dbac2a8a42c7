import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { forgetTokens, keepTokens, mayAskSilently } from "./renewal.ts";
import { currentSession, forgetSession } from "./session.ts";
import type { Settings } from "./settings.ts";

const settings: Settings = {
  ...{ issuer: "http://localhost:9", clientId: "console", scope: "openid", token: "access_token" },
};
const tokens = (name: string, refresh?: string) => ({
  ...{ access_token: name, token_type: "bearer" as const, expires_in: 3600 },
  ...(refresh === undefined ? {} : { refresh_token: refresh }),
});

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
