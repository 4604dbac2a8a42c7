import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { service } from "../service.ts";
import { addGroup, changeBudget, changeSettings } from "./forms.ts";
import { keepPods } from "./keep-pods.ts";
import { button, operation, stateOf, tab } from "./places.ts";
import { look, open, signIn, type Visit, visit } from "./visit.ts";

let browser: Browser;
let visitor: Visit;
let page: Page;
/** Somebody else of the same tenant, in another browser. */
let colleague: Visit;
beforeAll(async () => {
  browser = await open();
  visitor = await visit(browser);
  colleague = await visit(browser);
  page = visitor.page;
}, 60_000);
afterAll(() => browser.close());

const focused = () => page.evaluate("document.activeElement?.textContent?.trim()");
const heading = (name: string) => page.getByRole("heading", { name });

test("a cluster is created from the empty state by a name and a button", async () => {
  await signIn(page, service.consoleUrl, { tenant: "console" });
  await heading("Create a cluster").waitFor();
  await look(page, "empty");
  await page.getByLabel("Name").fill("prod");
  await button(page, "Create cluster").click();
  const stages = page.getByRole("list", { name: "Stages" });
  await stages.getByText("Launch control plane").waitFor();
  // At least one stage is seen to go on, and another to be done, while the operation does.
  await stages.locator("[data-status=succeeded]").first().waitFor();
  await look(page, "creating");
}, 120_000);

test("meanwhile somebody else sees it without reloading, and describes another one, of an older version", async () => {
  const { page: other } = colleague;
  await signIn(other, service.consoleUrl, { tenant: "console", role: "operator" });
  await other.getByRole("link", { name: "prod" }).waitFor();
  await button(other, "Create cluster").click();
  await other.getByLabel("Name", { exact: true }).fill("elder");
  await button(other, "More").click();
  await other.getByLabel("Kubernetes", { exact: true }).click();
  await other.getByRole("option", { name: /^v1\.36/ }).click();
  await other.getByLabel("Nodes", { exact: true }).fill("1");
  await other.getByText("default: 1 × machine t3.large").waitFor();
  await button(other, "Create cluster").click();
  await operation(other, "Create cluster").waitFor();
}, 120_000);

test("it comes up, and every machine is drawn in its zone", async () => {
  await stateOf(page, "Running").waitFor();
  await button(page, /control plane.*Ready/)
    .nth(2)
    .waitFor();
  await button(page, /default.*Ready/)
    .nth(2)
    .waitFor();
  await look(page, "cluster");
}, 120_000);

test("an upgrade shows what is in its way, and begins once somebody has said that they know", async () => {
  const { page: other } = colleague;
  await stateOf(other, "Running").waitFor();
  await keepPods("console", "elder");
  await tab(other, "Upgrade").click();
  const readiness = other.getByRole("list", { name: "Readiness" });
  await readiness.getByText("PodDisruptionBudget default/web lets no pod go: it wants 2 of 2").waitFor();
  await readiness.getByText("All nodes are Ready").waitFor();
  await look(other, "upgrade");
  expect(await button(other, "Upgrade").getAttribute("aria-disabled")).toBe("true");
  await other.getByLabel("I know; go on in spite of it").check();
  await other.getByText("4 machines would be replaced").waitFor();
  await button(other, "Upgrade").click();
  await other.getByRole("dialog").getByRole("button", { name: "Upgrade" }).click();
  const progress = other.getByRole("region", { name: "Upgrade", exact: true }).getByRole("progressbar");
  await progress.waitFor();
  await other
    .getByText(/A step that fails, or a cancel, brings everything back to v1\.36/)
    .first()
    .waitFor();
}, 120_000);

test("the places of a cluster are addresses, and hold what the service says", async () => {
  await button(page, /default/)
    .first()
    .click();
  await button(page, "Drain").waitFor();
  await look(page, "node");
  await tab(page, "Operations").click();
  await page.getByRole("link", { name: "Create cluster" }).waitFor();
  await tab(page, "Events").click();
  await page.getByText("cluster.create succeeded").waitFor();
  await tab(page, "Upgrade").click();
  await page.getByText("newest version on offer").waitFor();
  await tab(page, "Access").click();
  await page.getByText("./kubewright cluster kubeconfig prod").waitFor();
  const file = page.waitForEvent("download");
  await button(page, "Download kubeconfig").click();
  expect((await file).suggestedFilename()).toBe("prod.kubeconfig");
  await page.getByText(/Its keys live until/).waitFor();
  await look(page, "access");
}, 120_000);

test("a budget is set, changed and taken away beside the bill", () => changeBudget(page), 60_000);

test("protection, times of sleep and labels change at once", () => changeSettings(page), 60_000);

test("a node group is described in full, and its plan stands beside it", () => addGroup(page), 120_000);

test("a node group is scaled, and asks once before; who has changed the same group meanwhile is told so", async () => {
  await button(page, "Edit default").click();
  await page.waitForURL(/node-groups\/ng_/);
  const edit = page.url();
  await page.goBack();
  const second = await colleague.page.context().newPage();
  await signIn(second, edit, { tenant: "console", role: "operator" });
  await second.getByLabel("At most").fill("50");
  await button(page, "Scale default").click();
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
  await operation(page, "Change node group").waitFor();
  await page.locator(".kw-table td", { hasText: /^4$/ }).waitFor();
  await operation(page, "Change node group").waitFor({ state: "detached" });
  await button(second, "Save changes").click();
  await second.getByText("Somebody has changed the group meanwhile.").waitFor();
  await button(second, "Change what is there now").click();
  expect(await second.getByLabel("Nodes", { exact: true }).inputValue()).toBe("4");
  expect(await second.getByLabel("At most").inputValue()).toBe("50");
  await second.close();
}, 120_000);

test("a backup is taken, proven by a drill, and its report says what was read", async () => {
  await tab(page, "Backups").click();
  await button(page, "Take a backup").click();
  await page.getByText("asked for by you", { exact: true }).waitFor();
  await operation(page, "Back up").waitFor({ state: "detached" });
  await button(page, "Drill").first().click();
  await operation(page, "Drill a backup").waitFor();
  await operation(page, "Drill a backup").waitFor({ state: "detached" });
  await page.getByText(/objects read$/).waitFor();
  await page.getByText(/^Proven: at most/).waitFor();
  await button(page, "Report").click();
  await page.getByText("It can be restored").waitFor();
  await look(page, "drilled");
}, 120_000);

test("the upgrade is seen to its end by whoever has looked on all the time", async () => {
  const { page: other } = colleague;
  await stateOf(other, "Running").waitFor();
  const last = operation(other, "Upgrade cluster");
  await last.getByText("4 of 4 machines").waitFor();
  await last.getByText("Succeeded").waitFor();
  await other.getByText(/newest version on offer, v1\.37/).waitFor();
  await look(other, "upgraded");
}, 240_000);

test("the cluster is sent to sleep and woken by a button each, which say the price", async () => {
  const dialog = page.getByRole("dialog");
  await button(page, "Hibernate").click();
  await dialog.getByText(/an hour awake, .* asleep/).waitFor();
  await look(page, "sleep");
  await dialog.getByRole("button", { name: "Hibernate" }).click();
  await operation(page, "Hibernate cluster").waitFor();
  await drainsOneOf("elder");
  await stateOf(page, "Hibernated").waitFor();
  await button(page, "Wake").click();
  await dialog.getByRole("button", { name: "Wake" }).click();
  await operation(page, "Wake cluster").waitFor();
  await deletes("elder");
  await stateOf(page, "Running").waitFor();
}, 240_000);

/** While another cluster goes to sleep. */
const drainsOneOf = async (name: string): Promise<void> => {
  const { page: other } = colleague;
  await tab(other, "Overview").click();
  await button(other, /default.*Ready/).click();
  await button(other, "Drain").click();
  await other.getByRole("dialog").getByLabel("Delete pods that a PodDisruptionBudget keeps").check();
  await other.getByRole("dialog").getByRole("button", { name: "Drain" }).click();
  await operation(other, "Drain node").waitFor();
  await tab(other, "Access").click();
  // Not an operator's to do.
  expect(await button(other, "Revoke credentials").getAttribute("aria-disabled")).toBe("true");
  await operation(other, "Drain node").waitFor({ state: "detached" });
  expect(await other.locator(".kw-title h1").textContent()).toBe(name);
};

/** What will go, the typed name, and a receipt. */
const deletes = async (name: string): Promise<void> => {
  const { page: other } = colleague;
  await button(other, "Delete").click();
  const really = button(other, "Delete cluster");
  await other.getByLabel(`Type ${name} to go on`).fill(name.slice(1));
  expect(await really.getAttribute("aria-disabled")).toBe("true");
  await other.getByLabel(`Type ${name} to go on`).fill(name);
  await look(other, "delete");
  await really.click();
  await other.getByText("Nothing is left").waitFor();
  await look(other, "receipt");
};

test("a viewer sees all of it, on a phone and in the dark, and is told what they may not do", async () => {
  const { page: phone, complaints } = await visit(browser, {
    colorScheme: "dark",
    viewport: { width: 390, height: 780 },
  });
  await signIn(phone, service.consoleUrl, { tenant: "console", role: "viewer" });
  await phone.getByRole("link", { name: "prod" }).waitFor();
  await look(phone, "phone");
  await phone.getByRole("link", { name: "prod" }).click();
  const forbidden = "Your role, viewer, does not allow this; it takes operator.";
  await button(phone, "Delete").hover();
  await phone.getByText(forbidden).filter({ visible: true }).first().waitFor();
  await tab(phone, "Node groups").click();
  await button(phone, "Edit batch").waitFor();
  expect(await button(phone, "Edit batch").getAttribute("aria-disabled")).toBe("true");
  await look(phone, "phone-groups");
  await phone.goto(`${service.consoleUrl}/service/audit`);
  await phone.getByText("Your role, viewer, does not allow this; it takes admin.").waitFor();
  expect(complaints).toEqual([]);
}, 60_000);

test("by keys alone a page is reached, a cluster found and a dialog left", async () => {
  await page.goto(service.consoleUrl);
  const filter = page.getByRole("searchbox");
  await filter.waitFor();
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("To the content");
  await page.keyboard.press("Enter");
  await filter.focus();
  await page.keyboard.type("pro");
  for (let i = 0; i < 4 && (await focused()) !== "prod"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await button(page, "Hibernate").waitFor();
  await button(page, "Hibernate").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused()).toBe("Hibernate");
}, 60_000);

test("credentials are revoked for the roles that are chosen, and all of it stands in the audit", async () => {
  await tab(page, "Access").click();
  await button(page, "Revoke credentials").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Admins").uncheck();
  await look(page, "revoke");
  await dialog.getByRole("button", { name: "Revoke credentials" }).click();
  await operation(page, "Revoke credentials").waitFor();
  await page.getByRole("link", { name: "Service" }).click();
  await page.getByText("1 of 20").waitFor();
  await look(page, "quotas");
  await page.getByRole("link", { name: "Catalog" }).click();
  await page.getByText("t3.large", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Operations" }).click();
  await page.getByRole("link", { name: "elder" }).first().waitFor();
  await page.getByRole("link", { name: "Audit" }).click();
  await page.getByText("cluster.delete succeeded").waitFor();
  await page.getByRole("link", { name: "Statements" }).click();
  await page.getByText(/There is no statement|Download as CSV/).waitFor();
  const file = page.waitForEvent("download");
  await button(page, "Download charges (FOCUS)").click();
  expect((await file).suggestedFilename()).toMatch(/^kubewright-focus-\d{4}-\d\d\.csv$/);
  expect([...visitor.complaints, ...colleague.complaints]).toEqual([]);
}, 60_000);
