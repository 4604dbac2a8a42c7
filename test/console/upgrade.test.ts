import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { service } from "../service.ts";
import { keepPods } from "./keep-pods.ts";
import { button, operation, stateOf, tab } from "./places.ts";
import { look, open, signIn, type Visit, visit } from "./visit.ts";

let browser: Browser;
let visitor: Visit;
let page: Page;
beforeAll(async () => {
  browser = await open();
  visitor = await visit(browser);
  page = visitor.page;
}, 60_000);
afterAll(() => browser.close());

test("a cluster of an older version is described, and comes up", async () => {
  await signIn(page, `${service.consoleUrl}/create?name=elder`, { tenant: "console-upgrade", role: "operator" });
  await page.getByLabel("Kubernetes", { exact: true }).click();
  await page.getByRole("option", { name: /^v1\.36/ }).click();
  await page.getByLabel("Nodes", { exact: true }).fill("1");
  await page.getByText("default: 1 × machine t3.large").waitFor();
  await button(page, "Create cluster").click();
  await operation(page, "Create cluster").waitFor();
}, 120_000);

test("an upgrade shows what is in its way, and begins once somebody has said that they know", async () => {
  await stateOf(page, "Running").waitFor();
  await keepPods("console-upgrade", "elder");
  await tab(page, "Upgrade").click();
  const readiness = page.getByRole("list", { name: "Readiness" });
  await readiness.getByText("PodDisruptionBudget default/web lets no pod go: it wants 2 of 2").waitFor();
  await readiness.getByText("All nodes are Ready").waitFor();
  await look(page, "upgrade");
  expect(await button(page, "Upgrade").getAttribute("aria-disabled")).toBe("true");
  await page.getByLabel("I know; go on in spite of it").check();
  await page.getByText("4 machines would be replaced").waitFor();
  await button(page, "Upgrade").click();
  await page.getByRole("dialog").getByRole("button", { name: "Upgrade" }).click();
  const progress = operation(page, "Upgrade cluster");
  await progress.getByText(/A step that fails, or a cancel, brings everything back to v1\.36/).waitFor();
  await progress.getByText("1 of 4 machines").waitFor({ timeout: 180_000 });
  await look(page, "upgrading");
}, 240_000);

test("it is paused and resumed by buttons that ask once, and says who has paused it", async () => {
  const card = operation(page, "Upgrade cluster");
  for (const verb of ["Pause", "Resume"]) {
    await card.getByRole("button", { name: verb, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: verb, exact: true }).click();
    if (verb === "Resume") continue;
    await card.getByText("Paused", { exact: true }).waitFor({ timeout: 60_000 });
    await card.getByText(/^Paused by .* It keeps the cluster/).waitFor();
    await look(page, "paused");
  }
  await card.getByRole("button", { name: "Pause", exact: true }).waitFor();
}, 120_000);

test("the upgrade is seen to its end without reloading", async () => {
  await stateOf(page, "Running").waitFor({ timeout: 400_000 });
  const last = operation(page, "Upgrade cluster");
  await last.getByText("4 of 4 machines").waitFor();
  await last.getByText("Succeeded").waitFor();
  await page.getByText(/newest version on offer, v1\.37/).waitFor();
  await page.getByText(/can be brought back to v1\.36\.3 until/).waitFor();
  await button(page, "Roll back").click();
  await page
    .getByRole("dialog")
    .getByText(/Every machine will be replaced by one of v1\.36\.3/)
    .waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Not now" }).click();
  await look(page, "upgraded");
}, 420_000);

test("one of its nodes is drained by a button, also of pods that a budget keeps", async () => {
  const nodes = page.waitForResponse(/\/nodes\?/);
  await tab(page, "Overview").click();
  // What was there before the upgrade is shown until the new machines are told of.
  await nodes;
  await page
    .locator(".kw-node", { hasText: /default.*Ready/ })
    .nth(1)
    .waitFor({ state: "detached" });
  await button(page, /default.*Ready/).click();
  await button(page, "Drain").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Delete pods that a PodDisruptionBudget keeps").check();
  await dialog.getByRole("button", { name: "Drain" }).click();
  await operation(page, "Drain node").waitFor();
  await tab(page, "Access").click();
  // Not an operator's to do.
  expect(await button(page, "Revoke credentials").getAttribute("aria-disabled")).toBe("true");
  await operation(page, "Drain node").waitFor({ state: "detached" });
}, 120_000);

test("machines that a change has made outdated are replaced by a button, which says how many there are and what it costs", async () => {
  await tab(page, "Node groups").click();
  expect(await button(page, "Replace outdated machines of default").getAttribute("aria-disabled")).toBe("true");
  await button(page, "Edit default").click();
  await page.getByLabel("Root disk, GiB").fill("50");
  await button(page, "Save changes").click();
  await stateOf(page, "Running").waitFor({ timeout: 60_000 });
  await page
    .getByRole("row", { name: /default/ })
    .getByRole("cell", { name: "1", exact: true })
    .nth(1)
    .waitFor();
  await button(page, "Replace outdated machines of default").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/1 machine of the group is not as it makes them today/).waitFor();
  await dialog.getByText(/The change itself costs about/).waitFor();
  await dialog.getByLabel("Delete pods that a PodDisruptionBudget keeps").check();
  await dialog.getByRole("button", { name: "Replace outdated" }).click();
  await operation(page, "Replace outdated machines").getByText("0 of 1 machine replaced, 1 at a time").waitFor();
  await look(page, "rolling");
  await stateOf(page, "Running").waitFor({ timeout: 90_000 });
  await page
    .getByRole("row", { name: /default/ })
    .getByRole("cell", { name: "0", exact: true })
    .waitFor();
  expect(visitor.complaints).toEqual([]);
}, 240_000);
