import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium as engine, type Page } from "playwright-core";

/** A headless Chromium that asks nobody but the pages it is sent to. @param program from ensureChromium() */
export const openBrowser = (program: string): Promise<Browser> =>
  engine.launch({
    executablePath: program,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
      ...["--disable-background-networking", "--disable-component-update"],
    ],
  });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of accessibility that the page breaks, each with where: WCAG A and AA, and axe's best practices. */
export const violations = async (page: Page): Promise<string[]> => {
  // In place of a script element, which the page's content policy would refuse.
  await page.evaluate(axe);
  const found = await page.evaluate("axe.run().then(({ violations }) => violations)");
  return (found as { id: string; nodes: { target: string[] }[] }[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
};
