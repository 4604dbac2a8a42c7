/** The web console in Chromium, against an API that answers at once: `npm run bench -- console`. */
import type { Browser, Page } from "playwright-core";
import { ensureChromium } from "#local/chromium.ts";
import { type ConsoleServer, startConsole } from "#local/console-server.ts";
import { eventually } from "#local/eventually.ts";
import { root } from "#local/folders.ts";
import { buildConsole } from "#stacks/console-files.ts";
import { manyClusters, startStandIn } from "./api-stand-in.ts";
import { openBrowser, violations } from "./browser.ts";
import { median, record, round } from "./figure.ts";

const command = "npm run bench -- console";
const runs = 5;
const many = 10_000;

/** Somebody who is signed in; the stand-in asks nobody for a token. */
const session = (role: string): string =>
  JSON.stringify({
    ...{ token: "t", expiresAt: 8e12, renewAt: 8e12, silent: false },
    ...{ subject: "bench", tenant: "bench", role },
  });

const visit = async (browser: Browser, options = {}, role = "admin"): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  await context.addInitScript(`sessionStorage.setItem("kubewright.session", ${JSON.stringify(session(role))});
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ entryTypes: ["longtask"] });`);
  return await context.newPage();
};

/** What crosses the wire until the list is there, and how long that takes. */
const firstLoad = async (browser: Browser, url: string): Promise<{ kb: number; ms: number }> => {
  const page = await visit(browser);
  await page.goto(url);
  await page.getByRole("link", { name: "cluster-0", exact: true }).waitFor();
  const [ms, bytes] = (await page.evaluate(`(() => {
    const entries = performance.getEntriesByType("resource").filter(({ name }) => !name.includes("/v1/"));
    const all = [...performance.getEntriesByType("navigation"), ...entries];
    return [performance.now(), all.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)];
  })()`)) as [number, number];
  await page.context().close();
  return { kb: bytes / 1024, ms };
};

/** The longest that the page cannot answer while 10,000 clusters are fetched, scrolled, filtered and paged through. */
const longestTask = async (browser: Browser, url: string): Promise<number> => {
  const page = await visit(browser);
  await page.goto(url);
  await page.getByRole("link", { name: "cluster-0", exact: true }).waitFor();
  await page.evaluate("globalThis.longest = 0");
  const filter = page.getByRole("searchbox");
  await filter.pressSequentially("cluster-9", { delay: 40 });
  // All pages have been looked through.
  await page.getByText("1111 clusters", { exact: true }).waitFor({ timeout: 120_000 });
  for (let i = 0; i < 5; i++) await page.getByRole("button", { name: "Next" }).click();
  await page.mouse.wheel(0, 2_000);
  await filter.fill("");
  await page.getByText(`${many} clusters`, { exact: true }).waitFor();
  const longest = (await page.evaluate("globalThis.longest")) as number;
  await page.context().close();
  return longest;
};

/** In the contract's examples. */
const [groupId, backupId] = ["ng_01kb2m3n4p5q6r7s8t9v0w1x2y", "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y"];

const places = (clusterId: string): string[] => [
  ...["/", "/create?name=web", "/operations/op_01kb2m3n4p5q6r7s8t9v0w1x2y", "/no/such/place", "/signed-out"],
  ...["", "/node-groups", "/node-groups/new", `/node-groups/${groupId}`, "/operations", "/events"].map(
    (part) => `/clusters/${clusterId}${part}`,
  ),
  ...[`/backups?backup=${backupId}`, "/upgrade", "/access", "/bill", "/settings", "/delete"].map(
    (part) => `/clusters/${clusterId}${part}`,
  ),
  ...["quotas", "catalog", "statements", "operations", "audit"].map((part) => `/service/${part}`),
];

/** Nothing on the page is on its way any more. @throws Error that names the place */
const shown = async (page: Page, place: string): Promise<void> => {
  const waiting = page.locator(".kw-loading");
  await eventually(
    () => waiting.count(),
    (left) => left === 0,
    { seconds: 15 },
  ).catch(async (cause: unknown) => {
    throw new Error(`${place} does not come: ${await page.locator("main").textContent()}`, { cause });
  });
};

/** How places are looked at: light and wide, dark and narrow, and by somebody who may only look. */
const looks = [
  { options: {}, role: "admin" },
  { options: { colorScheme: "dark", viewport: { width: 390, height: 780 } }, role: "admin" },
  { options: {}, role: "viewer" },
] as const;

/** Every place, looked at in every way. */
const brokenRules = async (browser: Browser, { url }: ConsoleServer, clusterId: string): Promise<string[]> => {
  const found: string[] = [];
  for (const { options, role } of looks) {
    const page = await visit(browser, options, role);
    for (const place of places(clusterId)) {
      await page.goto(`${url}${place}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await shown(page, place);
      found.push(...(await violations(page)).map((rule) => `${place} (${role}): ${rule}`));
    }
    await page.context().close();
  }
  return found;
};

export const benchConsole = async (): Promise<void> => {
  const program = await ensureChromium(console.log);
  const clusters = manyClusters(many);
  const api = await startStandIn(clusters);
  const order = { folder: buildConsole(root), port: 0, issuer: "http://127.0.0.1:4588", apiUrl: api.url };
  const server = await startConsole(order);
  const browser = await openBrowser(program);
  try {
    const loads = [];
    for (let i = 0; i < runs; i++) loads.push(await firstLoad(browser, server.url));
    record({
      figure: "console-first-load-kb",
      value: round(Math.max(...loads.map(({ kb }) => kb)), 1),
      unit: "KiB over the wire until the list of clusters is there, gzip, nothing cached",
      goal: "<= 400",
      command,
      detail: { runs },
    });
    record({
      figure: "console-usable-ms",
      value: round(median(loads.map(({ ms }) => ms)), 0),
      unit: `ms from the call of the page to the list of clusters, nothing cached, median of ${runs}`,
      goal: "<= 1500",
      command,
      detail: { ms: loads.map(({ ms }) => round(ms, 0)) },
    });
    record({
      figure: "console-longest-task-ms",
      value: round(await longestTask(browser, server.url), 0),
      unit: "ms, longest task of the page while 10,000 clusters are fetched, filtered, scrolled and paged through",
      goal: "<= 200",
      command,
      detail: { clusters: many },
    });
    const broken = await brokenRules(browser, server, clusters[0]?.id ?? "");
    for (const rule of broken) console.log(`  ${rule}`);
    record({
      figure: "console-axe-violations",
      value: broken.length,
      unit: "violations of axe's rules on all pages, light and wide, dark and narrow, and for a viewer",
      goal: "= 0",
      command,
      detail: { places: looks.length * places("").length },
    });
  } finally {
    await browser.close();
    await server.close();
    await api.close();
  }
};
