/** The web console in Chromium, against an API that answers at once and on the whole service: `npm run bench -- console`. */
import type { Browser } from "playwright-core";
import { ensureChromium } from "#local/chromium.ts";
import { type ConsoleServer, startConsole } from "#local/console-server.ts";
import { root } from "#local/folders.ts";
import { buildConsole } from "#stacks/console-files.ts";
import { manyClusters, startStandIn } from "./api-stand-in.ts";
import { openBrowser, violations } from "./browser.ts";
import { usableOnService } from "./console-on-service.ts";
import { firstLoad, newVisitor, shown } from "./console-visit.ts";
import { median, record, round } from "./figure.ts";
import { checkPage, desktopNetwork, type PageQuality } from "./page-checks.ts";

const command = "npm run bench -- console";
const runs = 5;
const many = 10_000;

/** The longest that the page cannot answer while 10,000 clusters are fetched, scrolled, filtered and paged through. */
const longestTask = async (browser: Browser, url: string): Promise<number> => {
  const context = await newVisitor(browser);
  await context.addInitScript(`globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ entryTypes: ["longtask"] });`);
  const page = await context.newPage();
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
  await context.close();
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
    const page = await newVisitor(browser, { options, role }).then((visitor) => visitor.newPage());
    for (const place of places(clusterId)) {
      await page.goto(`${url}${place}`);
      await shown(page, place);
      found.push(...(await violations(page)).map((rule) => `${place} (${role}): ${rule}`));
    }
    await page.context().close();
  }
  return found;
};

/** What Lighthouse would say of the pages that people see most. */
const qualityOf = async (
  browser: Browser,
  { url }: ConsoleServer,
  clusterId: string,
): Promise<[string, PageQuality][]> => {
  const found: [string, PageQuality][] = [];
  for (const part of [
    "/",
    "/create?name=web",
    ...["", "/upgrade", "/bill", "/settings"].map((tab) => `/clusters/${clusterId}${tab}`),
  ]) {
    const quality = await checkPage(await newVisitor(browser), `${url}${part}`, (page) => shown(page, part));
    found.push([part, quality]);
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
    for (let i = 0; i < runs; i++) loads.push(await firstLoad(browser, server.url, "cluster-0"));
    record({
      figure: "console-first-load-kb",
      value: round(Math.max(...loads.map(({ kb }) => kb)), 1),
      unit: "KiB over the wire until the list of clusters is there, gzip, nothing cached",
      goal: "<= 400",
      command,
      detail: { runs },
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
    const pages = await qualityOf(browser, server, clusters[0]?.id ?? "");
    for (const [place, { unmet }] of pages) for (const one of unmet) console.log(`  ${place}: ${one}`);
    record({
      figure: "console-page-faults",
      value: pages.reduce((sum, [, { unmet }]) => sum + unmet.length, 0),
      unit: "faults of pages as Lighthouse looks for them: largest paint ≤ 2.5 s, layout shift ≤ 0.1, blocking ≤ 200 ms on its desktop network; title, language, viewport, complaints, lost answers, compression, caching",
      goal: "= 0",
      command,
      detail: { network: desktopNetwork, pages: Object.fromEntries(pages) },
    });
    const served = await usableOnService(browser, runs);
    record({
      figure: "console-usable-ms",
      value: round(median(served), 0),
      unit: `ms from the call of the page to the list of clusters, nothing cached, on the whole local service, median of ${runs}`,
      goal: "<= 1500",
      command,
      detail: { ms: served.map((ms) => round(ms, 0)), withStandIn: loads.map(({ ms }) => round(ms, 0)) },
    });
  } finally {
    await browser.close();
    await server.close();
    await api.close();
  }
};
