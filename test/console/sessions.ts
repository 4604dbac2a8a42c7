import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { importJWK, type JWK, SignJWT } from "jose";
import type { Page } from "playwright-core";
import { service } from "../service.ts";
import type { Visitor } from "./faults.ts";
import { look } from "./visit.ts";

/** A token as the issuer would have made it two hours ago. */
const oldToken = async (tenant: string): Promise<string> => {
  const jwk = JSON.parse(readFileSync(join(service.stateDir, "issuer-key.json"), "utf8")) as JWK;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ tenant, role: "admin" })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .setIssuer(service.issuerUrl)
    .setAudience("kubewright")
    .setSubject("you")
    .setIssuedAt(now - 7200)
    .setExpirationTime(now - 3600)
    .sign(await importJWK(jwk, "RS256"));
};

const stored = (page: Page): Promise<string> => page.evaluate("JSON.stringify({ ...sessionStorage })");

export const sessionTests = (visitor: Visitor): void => {
  test("a token is renewed before it ends, also by a page that is loaded anew, and what renews it is stored nowhere", async () => {
    const page = await visitor("/service/quotas", "console-renewed");
    await page.getByText("0 of 20").waitFor();
    const first = await stored(page);
    // Four minutes before its end; the hour is not waited for.
    const renewed = page.waitForResponse((answer) => (answer.request().postData() ?? "").includes("refresh_token"));
    await page.clock.setFixedTime(Date.now() + 56 * 60_000);
    await page.getByRole("link", { name: "Operations" }).click();
    const { refresh_token: next } = (await (await renewed).json()) as { refresh_token: string };
    await page.getByText("There has been no operation.").waitFor();
    // No call waits for it.
    await page.waitForFunction(`JSON.stringify({ ...sessionStorage }) !== ${JSON.stringify(first)}`, undefined, {
      polling: 100,
    });
    const second = await stored(page);
    expect(second).not.toBe(first);
    expect(second).not.toContain(next);
    // A token of the same second is the same one: that it was asked for, and what renews it, tells them apart.
    const anew = page.waitForResponse((answer) => (answer.request().postData() ?? "").includes("authorization_code"));
    await page.reload();
    const { refresh_token: last } = (await (await anew).json()) as { refresh_token: string };
    expect(last).not.toBe(next);
    await page.getByText("There has been no operation.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/service/operations");
    expect(await stored(page)).not.toContain(last);
  }, 120_000);

  test("where nobody knows the browser any more the session ends, and signing in again goes on where one was", async () => {
    const page = await visitor("/service/quotas", "console-expired");
    await page.getByText("0 of 20").waitFor();
    const key = "kubewright.session";
    const kept = JSON.parse((await page.evaluate(`sessionStorage.getItem("${key}")`)) as string) as object;
    const old = JSON.stringify({ ...kept, token: await oldToken("console-expired") });
    await page.evaluate(`sessionStorage.setItem("${key}", ${JSON.stringify(old)})`);
    await page.context().clearCookies();
    await page.reload();
    await page.getByText("Your session has ended").waitFor();
    await look(page, "session-ended");
    await page.getByRole("button", { name: "Sign in again" }).click();
    await page.getByLabel("Tenant").fill("console-expired");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("0 of 20").waitFor();
    expect(new URL(page.url()).pathname).toBe("/service/quotas");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out").waitFor();
    expect(await page.evaluate(`sessionStorage.getItem("${key}")`)).toBeNull();
  }, 120_000);
};
