import type { Browser, BrowserContext, Page } from "playwright-core";
import { eventually } from "#local/eventually.ts";

/** Somebody who is signed in. @param token of the issuer; a stand-in asks nobody for one */
const session = (role: string, token: string): string =>
  JSON.stringify({
    ...{ token, expiresAt: 8e12, renewAt: 8e12, silent: false },
    ...{ subject: "bench", tenant: "bench", role },
  });

interface Look {
  /** Of the browser's context, such as its window. */
  options?: object;
  role?: string;
  token?: string;
}

/** A visitor's own browser, with nothing cached. */
export const newVisitor = async (
  browser: Browser,
  { options = {}, role = "admin", token = "t" }: Look = {},
): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  await context.addInitScript(`sessionStorage.setItem("kubewright.session", ${JSON.stringify(session(role, token))});`);
  return context;
};

/** What crosses the wire until the list of clusters is there, and how long that takes. @param first the name of one of them */
export const firstLoad = async (
  browser: Browser,
  url: string,
  first: string,
  look: Look = {},
): Promise<{ kb: number; ms: number }> => {
  const context = await newVisitor(browser, look);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("link", { name: first, exact: true }).waitFor();
  const [ms, bytes] = (await page.evaluate(`(() => {
    const entries = performance.getEntriesByType("resource").filter(({ name }) => !name.includes("/v1/"));
    const all = [...performance.getEntriesByType("navigation"), ...entries];
    return [performance.now(), all.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)];
  })()`)) as [number, number];
  await context.close();
  return { kb: bytes / 1024, ms };
};

/** Nothing on the page is on its way any more. @throws Error that names the place */
export const shown = async (page: Page, place: string): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  const waiting = page.locator(".kw-loading");
  await eventually(
    () => waiting.count(),
    (left) => left === 0,
    { seconds: 15 },
  ).catch(async (cause: unknown) => {
    throw new Error(`${place} does not come: ${await page.locator("main").textContent()}`, { cause });
  });
};
