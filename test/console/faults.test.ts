import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { importJWK, type JWK, SignJWT } from "jose";
import type { Browser, Page } from "playwright-core";
import { orderFault } from "#local/order-fault.ts";
import { service } from "../service.ts";
import { look, open, signIn, visit } from "./visit.ts";

let browser: Browser;
const complaints: string[][] = [];
beforeAll(async () => {
  browser = await open();
}, 60_000);
afterAll(() => browser.close());
afterEach(() => expect(complaints.flat()).toEqual([]));

const visitor = async (path: string, tenant: string): Promise<Page> => {
  const { page, complaints: own } = await visit(browser);
  complaints.push(own);
  await signIn(page, `${service.consoleUrl}${path}`, { tenant });
  return page;
};

// A fault is in the page twice: at its field, and for those who listen.
test("what is not allowed is said at its field", async () => {
  const page = await visitor("/", "console-input");
  await page.getByLabel("Name").fill("Not a name");
  await page.getByRole("button", { name: "Create cluster" }).click();
  await page.getByText("Allowed: 1 to 40 of a-z, 0-9 and '-'").first().waitFor();
  await look(page, "wrong-name");
  await page.getByRole("link", { name: "Choose version, machines and network" }).click();
  const price = page.getByRole("complementary", { name: "What it will cost" });
  await price.waitFor();
  // The plan says so before anybody asks for the cluster.
  await page.getByText("Allowed: 1 to 40 of a-z, 0-9 and '-'").first().waitFor();
  await page.getByLabel("Name", { exact: true }).fill("web");
  await page.getByText("a month").first().waitFor();
  const before = await price.locator("strong").textContent();
  await page.getByLabel("Nodes", { exact: true }).fill("9");
  await price.getByText("default: 9 × machine t3.large").waitFor();
  expect(await price.locator("strong").textContent()).not.toBe(before);
  await look(page, "create");
  await page.getByLabel("Nodes", { exact: true }).fill("1000");
  await page
    .getByText(/Allowed: .*100/)
    .first()
    .waitFor();
  await page.getByLabel("Nodes", { exact: true }).fill("2");
  await page.getByLabel("Range of the network").fill("8.8.8.0/24");
  await page
    .getByText(/Allowed: a range inside 10\.0\.0\.0\/8/)
    .first()
    .waitFor();
}, 120_000);

test("an operation that fails says why at the stage where it did", async () => {
  await orderFault(service.regionUrl, { kind: "error", action: "CreateVpc", code: "VpcLimitExceeded", count: 1 });
  const page = await visitor("/create?name=scarce", "console-failed");
  await page.getByText("control-plane: 3 × machine t3.large").waitFor();
  await page.getByRole("button", { name: "Create cluster" }).click();
  await page.getByText("All that it had made has been taken away again.").waitFor();
  const failed = page.locator(".kw-stage", { has: page.locator(".kw-stage-why") });
  expect(await failed.textContent()).toMatch(/Create network.*QuotaExceeded/);
  await look(page, "failed");
  await page.goto(service.consoleUrl);
  await page.getByText("its last operation did not succeed").waitFor();
  await look(page, "attention");
}, 180_000);

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
  const second = await stored(page);
  expect(second).not.toBe(first);
  expect(second).not.toContain(next);
  await page.reload();
  await page.getByText("There has been no operation.").waitFor();
  expect(new URL(page.url()).pathname).toBe("/service/operations");
  expect(await stored(page)).not.toBe(second);
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

test("what is not there, and what does not answer, is said", async () => {
  const page = await visitor("/clusters/cls_01kb2m3n4p5q6r7s8t9v0w1x2y", "console-nothing");
  await page.getByText("There is no such thing here").waitFor();
  await look(page, "not-found");
  await page.goto(`${service.consoleUrl}/no/such/place`);
  await page.getByText("There is no such page").waitFor();
  await page.route("**/v1/**", (route) => route.abort());
  await page.goto(service.consoleUrl);
  await page.getByText("The service does not answer").waitFor();
  await look(page, "unreachable");
  await page.unroute("**/v1/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Create a cluster" }).waitFor();
}, 120_000);
