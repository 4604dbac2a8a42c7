import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { service } from "../service.ts";
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

const tab = (name: string) => page.getByRole("navigation", { name: "Of this cluster" }).getByRole("link", { name });
const heading = (name: string | RegExp) => page.getByRole("heading", { name });

test("a cluster is created from the empty state by a name and a button, and seen to come up", async () => {
  await signIn(page, service.consoleUrl, { tenant: "console" });
  await heading("Create a cluster").waitFor();
  await look(page, "empty");
  await page.getByLabel("Name").fill("prod");
  await page.getByRole("button", { name: "Create cluster" }).click();
  const stages = page.getByRole("list", { name: "Stages" });
  await stages.getByText("Launch control plane").waitFor();
  // At least one stage is seen to go on, and another to be done, while the operation does.
  await stages.locator("[data-status=succeeded]").first().waitFor();
  await look(page, "creating");
  await page.locator(".kw-title").getByText("Running").waitFor();
  await page
    .getByRole("button", { name: /control plane.*Ready/ })
    .nth(2)
    .waitFor();
  await page
    .getByRole("button", { name: /default.*Ready/ })
    .nth(2)
    .waitFor();
  await look(page, "cluster");
}, 180_000);

test("the places of the cluster are addresses, and hold what the service says", async () => {
  await page
    .getByRole("button", { name: /default/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Drain" }).waitFor();
  await look(page, "node");
  await tab("Operations").click();
  await page.getByRole("link", { name: "Create cluster" }).waitFor();
  await look(page, "operations");
  await tab("Events").click();
  await page.getByText("cluster.create succeeded").waitFor();
  await tab("Upgrade").click();
  await page.getByText("newest version on offer").waitFor();
  await tab("Access").click();
  await page.getByText("./kubewright cluster kubeconfig prod").waitFor();
  await look(page, "access");
  await tab("Bill").click();
  await page.getByText("By the month's end").waitFor();
  await look(page, "bill");
  await page.reload();
  await page.getByText("By the month's end").waitFor();
}, 120_000);

test("a node group is scaled, and asks once before", async () => {
  await tab("Node groups").click();
  await page.getByRole("button", { name: "Scale default" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nodes").fill("200");
  await dialog
    .getByText(/Allowed: .*100/)
    .first()
    .waitFor();
  await dialog.getByLabel("Nodes").fill("4");
  await dialog.getByText(/Would be made: .*1 × instance/).waitFor();
  await look(page, "scale");
  await dialog.getByRole("button", { name: "Scale" }).click();
  await page.getByRole("region", { name: "Change node group" }).waitFor();
  await page.locator(".kw-table td", { hasText: /^4$/ }).waitFor();
  await page.getByRole("region", { name: "Change node group" }).waitFor({ state: "detached" });
}, 120_000);

test("a backup is taken and shown", async () => {
  await tab("Backups").click();
  await page.getByRole("button", { name: "Take a backup" }).click();
  await page.getByText("asked for by you", { exact: true }).waitFor();
  await page.getByRole("region", { name: "Back up" }).waitFor({ state: "detached" });
  await look(page, "backups");
}, 120_000);

test("a backup is proven by a drill", async () => {
  await page.getByRole("button", { name: "Drill" }).first().click();
  await page.getByRole("region", { name: "Drill a backup" }).waitFor();
  await page.getByRole("region", { name: "Drill a backup" }).waitFor({ state: "detached" });
  await page.getByText(/objects read$/).waitFor();
  await page.getByText(/^Proven: at most/).waitFor();
  await look(page, "drilled");
}, 120_000);

test("the cluster is sent to sleep and woken by a button each, which say the price", async () => {
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Hibernate" }).click();
  await dialog.getByText(/an hour awake, .* asleep/).waitFor();
  await look(page, "sleep");
  await dialog.getByRole("button", { name: "Hibernate" }).click();
  await page.locator(".kw-title").getByText("Hibernated").waitFor();
  await page.getByRole("button", { name: "Wake" }).click();
  await dialog.getByRole("button", { name: "Wake" }).click();
  await page.locator(".kw-title").getByText("Running").waitFor();
}, 180_000);

test("whoever looks on sees the same without reloading", async () => {
  const other = await visit(browser, { colorScheme: "dark", viewport: { width: 390, height: 780 } });
  await signIn(other.page, service.consoleUrl, { tenant: "console", role: "viewer" });
  await other.page.getByRole("link", { name: "prod" }).waitFor();
  await look(other.page, "phone");
  await other.page.goto(page.url().replace(/[^/]*$/, "delete"));
  await other.page.getByLabel("Type prod to go on").fill("prod");
  await other.page.getByRole("button", { name: "Delete cluster" }).click();
  await other.page.getByText("Your role does not allow this").waitFor();
  await other.page.goto(service.consoleUrl);
  await other.page.getByRole("link", { name: "prod" }).waitFor();

  await page.getByRole("button", { name: "Delete", exact: true }).first().click();
  const really = page.getByRole("button", { name: "Delete cluster" });
  await page.getByLabel("Type prod to go on").fill("pro");
  expect(await really.isDisabled()).toBe(true);
  await page.getByLabel("Type prod to go on").fill("prod");
  await look(page, "delete");
  await really.click();
  await page.getByText("Nothing is left").waitFor();
  await look(page, "receipt");
  await other.page.getByRole("heading", { name: "Create a cluster" }).waitFor();
  expect([...visitor.complaints, ...other.complaints]).toEqual([]);
}, 180_000);

test("the service's own pages", async () => {
  await page.getByRole("link", { name: "Service" }).click();
  await page.getByText("0 of 20").waitFor();
  await look(page, "quotas");
  await page.getByRole("link", { name: "Catalog" }).click();
  await page.getByText("t3.large", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Audit" }).click();
  await page.getByText("cluster.delete succeeded").waitFor();
  await page.getByRole("link", { name: "Statements" }).click();
  await page.getByText(/There is no statement|Download as CSV/).waitFor();
  expect(visitor.complaints).toEqual([]);
}, 60_000);
