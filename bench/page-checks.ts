/** What Lighthouse looks at, with its bounds for "good" and its desktop network: of one page, loaded with nothing cached. */
import type { BrowserContext, Page, Response } from "playwright-core";
import { round } from "./figure.ts";

/** Lighthouse's desktop preset. */
export const desktopNetwork = { latencyMs: 40, kilobitsPerSecond: 10_240 };
const bounds = { lcpMs: 2500, shift: 0.1, blockedMs: 200 };
const yearSeconds = 31_536_000;

export interface PageQuality {
  /** Largest Contentful Paint. */
  lcpMs: number;
  /** Cumulative Layout Shift: the worst second of them, five at most, without those that follow somebody's input. */
  shift: number;
  /** Total Blocking Time: of all long tasks since the first paint what is beyond 50 ms. */
  blockedMs: number;
  /** Checks that are not met, in words. */
  unmet: string[];
}

const observers = `globalThis.seen = { lcp: 0, tasks: [], windows: [] };
  const observe = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe("largest-contentful-paint", ({ startTime }) => { globalThis.seen.lcp = startTime; });
  observe("longtask", ({ startTime, duration }) => globalThis.seen.tasks.push([startTime, duration]));
  observe("layout-shift", ({ startTime, value, hadRecentInput }) => {
    if (hadRecentInput) return;
    const { windows } = globalThis.seen;
    const last = windows.at(-1);
    if (last && startTime - last.end < 1000 && startTime - last.start < 5000) Object.assign(last, { end: startTime, sum: last.sum + value });
    else windows.push({ start: startTime, end: startTime, sum: value });
  });`;

interface Seen {
  lcp: number;
  painted: number;
  tasks: [startTime: number, duration: number][];
  shifts: number[];
  document: { title: string; lang: string; viewport: string; description: string; charset: string; h1: number };
}

const read = (page: Page): Promise<Seen> =>
  page.evaluate(`(() => {
    const meta = (name) => document.querySelector('meta[name="' + name + '"]')?.content ?? "";
    const { lcp, tasks, windows } = globalThis.seen;
    return {
      lcp, tasks, shifts: windows.map(({ sum }) => sum),
      painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      document: {
        title: document.title, lang: document.documentElement.lang, charset: document.characterSet,
        viewport: meta("viewport"), description: meta("description"), h1: document.querySelectorAll("h1").length,
      },
    };
  })()`);

const headersUnmet = async (response: Response, origin: string): Promise<string[]> => {
  const { pathname } = new URL(response.url());
  const { "content-encoding": encoding, "cache-control": caching = "", "content-type": type = "" } = response.headers();
  const isText = /text|javascript|json|svg/.test(type);
  const size = (await response.body().catch(() => Buffer.alloc(0))).length;
  const seconds = Number(/max-age=(\d+)/.exec(caching)?.[1] ?? 0);
  const named = /^\/assets\//.test(pathname);
  return [
    isText && size > 1024 && encoding === undefined && `${pathname} is not compressed`,
    named && seconds < yearSeconds && `${pathname} has its hash in its name and is kept for '${caching}'`,
    !named && seconds > 3600 && `${pathname} is kept for '${caching}', and may change`,
    response.headers()["x-content-type-options"] !== "nosniff" && `${pathname}: its type may be guessed`,
    new URL(response.url()).origin !== origin && `${response.url()} is not the console's own`,
  ].filter((one) => one !== false);
};

const documentUnmet = ({ document: { title, lang, viewport, description, charset, h1 } }: Seen): string[] =>
  [
    !/\S/.test(title) && "the page has no title",
    lang !== "en" && `its language is '${lang}'`,
    charset !== "UTF-8" && `its characters are ${charset}`,
    !/width=device-width/.test(viewport) && `its viewport is '${viewport}'`,
    /user-scalable=no|maximum-scale/.test(viewport) && "it cannot be made larger",
    description === "" && "it has no description",
    h1 !== 1 && `it has ${h1} headings of the first level`,
  ].filter((one) => one !== false);

/**
 * Loads a page in a fresh context and looks at it until nothing is on its way.
 * @param shown resolves once the page is there @returns what was measured, and what is not as it should be
 */
export const checkPage = async (
  context: BrowserContext,
  url: string,
  shown: (page: Page) => Promise<void>,
): Promise<PageQuality> => {
  await context.addInitScript(observers);
  const page = await context.newPage();
  const said: string[] = [];
  const answers: Response[] = [];
  page.on("pageerror", (error) => said.push(`the page failed: ${error}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(`the console says: ${message.text()}`);
  });
  page.on("response", (response) => answers.push(response));
  page.on("requestfailed", (request) => said.push(`${request.url()} was not answered`));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: desktopNetwork.latencyMs,
    downloadThroughput: (desktopNetwork.kilobitsPerSecond * 1024) / 8,
    uploadThroughput: (desktopNetwork.kilobitsPerSecond * 1024) / 8,
  });
  await page.goto(url);
  await shown(page);
  await page.waitForLoadState("networkidle");
  const seen = await read(page);
  const { origin } = new URL(url);
  const own = answers.filter((response) => !new URL(response.url()).pathname.startsWith("/v1/"));
  const lcpMs = round(seen.lcp, 0);
  const shift = round(Math.max(0, ...seen.shifts), 3);
  const late = seen.tasks.filter(([at]) => at >= seen.painted);
  const blockedMs = round(
    late.reduce((sum, [, ms]) => sum + Math.max(0, ms - 50), 0),
    0,
  );
  const unmet = [
    ...said,
    ...answers.filter((one) => one.status() >= 400).map((one) => `${one.url()} was answered ${one.status()}`),
    ...(await Promise.all(own.map((response) => headersUnmet(response, origin)))).flat(),
    ...documentUnmet(seen),
    lcpMs > bounds.lcpMs && `the largest content is there after ${lcpMs} ms`,
    shift > bounds.shift && `what is there moves by ${shift}`,
    blockedMs > bounds.blockedMs && `it does not answer for ${blockedMs} ms`,
  ].filter((one) => one !== false);
  await context.close();
  return { lcpMs, shift, blockedMs, unmet };
};
