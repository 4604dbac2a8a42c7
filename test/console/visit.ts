import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser, violations } from "#bench/browser.ts";
import { root } from "#local/folders.ts";

/** The browser that the project's set-up has found or installed. */
export const open = (): Promise<Browser> => openBrowser(process.env["KUBEWRIGHT_CHROMIUM"] ?? "/usr/bin/chromium");

export interface Visit {
  page: Page;
  /** What the page's programs complained about; faults that the service answered are no complaints. */
  complaints: string[];
}

/** A tab of a new visitor. */
export const visit = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const bad = message.type() === "error" || message.type() === "warning";
    if (bad && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  return { page, complaints };
};

/** Opens a place of the console, and says to the issuer who one is. */
export const signIn = async (
  page: Page,
  url: string,
  { tenant, role = "admin" }: { tenant: string; role?: "viewer" | "operator" | "admin" },
): Promise<void> => {
  await page.goto(url);
  await page.getByLabel("Tenant").fill(tenant);
  await page.getByLabel("Role").selectOption(role);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((now) => now.origin === new URL(url).origin && now.pathname !== "/signed-in");
};

/** Those of the main pages are kept in docs/console/; with KUBEWRIGHT_SCREENSHOTS=docs they are made anew. */
const kept = [
  ...["empty", "creating", "cluster", "create", "failed", "home", "bill", "phone", "receipt"],
  ...["settings", "node-group", "catalog", "upgrade", "upgrading", "drilled"],
];
const folderOf = (name: string): string =>
  join(
    root,
    process.env["KUBEWRIGHT_SCREENSHOTS"] === "docs" && kept.includes(name)
      ? "docs/console"
      : ".kubewright/test/console",
  );

/** A picture of what is seen, after the page has been held against axe. @param whole: also of what is below the window's end */
export const look = async (page: Page, name: string, { whole = false } = {}): Promise<void> => {
  mkdirSync(folderOf(name), { recursive: true });
  await page.evaluate("scrollTo(0, 0)");
  await page.screenshot({ path: join(folderOf(name), `${name}.png`), animations: "disabled", fullPage: whole });
  expect(await violations(page)).toEqual([]);
};
