import { afterAll, beforeAll, expect, test as lifeTest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { wanted } from "../amount.ts";
import { service } from "../service.ts";
import { failedOperationTest, inputTest, missingTest, type Visitor } from "./faults.ts";
import { addGroup, askForNewKeys, changeBudget, changeSettings, fromBackup } from "./forms.ts";
import { button, operation, stateOf, tab } from "./places.ts";
import { sessionTests } from "./sessions.ts";
import { look, open, signIn, type Visit, visit } from "./visit.ts";

/** A cluster's life from a button to its receipt is in every amount of tests; what else the console does is not. */
const hasMore = wanted("more pages and forms");
const test = hasMore ? lifeTest : lifeTest.skip;

let browser: Browser;
let visitor: Visit;
let page: Page;
/** Somebody else of the same tenant, in another browser. */
let colleague: Visit;
const complaints: string[][] = [];
const newcomer: Visitor = async (path, tenant) => {
  const { page: own, complaints: theirs } = await visit(browser);
  complaints.push(theirs);
  await signIn(own, `${service.consoleUrl}${path}`, { tenant });
  return own;
};
beforeAll(async () => {
  browser = await open();
  visitor = await visit(browser);
  colleague = await visit(browser);
  page = visitor.page;
  complaints.push(visitor.complaints, colleague.complaints);
}, 180_000);
afterAll(() => browser.close());

const focused = () => page.evaluate("document.activeElement?.textContent?.trim()");
const heading = (name: string) => page.getByRole("heading", { name });

lifeTest(
  "a cluster is created from the empty state by a name and a button",
  async () => {
    await signIn(page, service.consoleUrl, { tenant: "console" });
    await heading("Create a cluster").waitFor();
    await look(page, "empty");
    await page.getByLabel("Name").fill("prod");
    await button(page, "Create cluster").click();
    const stages = page.getByRole("list", { name: "Stages" });
    await stages.getByText("Launch control plane").waitFor();
    // Stages are seen to be done, and one to go on: the one that takes long.
    await stages.locator("[data-status=succeeded]").first().waitFor();
    await stages.locator("[data-status=running]", { hasText: "Await machines" }).waitFor();
    await look(page, "creating");
  },
  120_000,
);

lifeTest(
  "somebody else sees it without reloading",
  async () => {
    await signIn(colleague.page, service.consoleUrl, { tenant: "console", role: "operator" });
    await colleague.page.getByRole("link", { name: "prod" }).waitFor();
  },
  180_000,
);

// What takes the service little is done while machines come up.
if (hasMore) {
  inputTest(newcomer);
  sessionTests(newcomer);
  missingTest(newcomer);
}

lifeTest(
  "it comes up, and every machine is drawn in its zone",
  async () => {
    await stateOf(page, "Running").waitFor();
    await button(page, /control plane.*Ready/)
      .nth(2)
      .waitFor();
    await button(page, /default.*Ready/)
      .nth(2)
      .waitFor();
    await page
      .getByRole("heading", { name: /^Rack \S/ })
      .first()
      .waitFor();
    await page.getByRole("region", { name: "Components" }).getByText("CoreDNS").waitFor();
    await look(page, "cluster", { whole: true });
  },
  120_000,
);

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
}, 180_000);

test("a budget is set, changed and taken away beside the bill", () => changeBudget(page), 180_000);

test("protection, times of sleep and labels change at once", () => changeSettings(page), 180_000);

test("a node group is described in full, and its plan stands beside it", () => addGroup(page), 120_000);

test("meanwhile a viewer sees all of it, on a phone and in the dark, and is told what they may not do", async () => {
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
}, 180_000);

test("a node group is scaled, and asks once before; who has changed the same group meanwhile is told so", async () => {
  await operation(page, "Add node group").waitFor({ state: "detached" });
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
  await second.locator('input[value="4"]').waitFor();
  expect(await second.getByLabel("At most").inputValue()).toBe("50");
  await second.getByLabel("Nodes", { exact: true }).fill("3");
  await second.getByText("1 × instance (t3.large)").waitFor();
  await button(second, "Save changes").click();
  const asked = second.getByRole("dialog");
  await asked.getByText(/Taken away, .*1 × instance \(t3\.large\)/).waitFor();
  await asked.getByRole("button", { name: "Not now" }).click();
  await asked.waitFor({ state: "detached" });
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

test(
  "a backup leads to the form of a new cluster that begins with it, with its price",
  () => fromBackup(page),
  180_000,
);

test("the cluster is sent to sleep by a button that says the price", async () => {
  const dialog = page.getByRole("dialog");
  await button(page, "Hibernate").click();
  await dialog.getByText(/an hour awake, .* asleep/).waitFor();
  await look(page, "sleep");
  await dialog.getByRole("button", { name: "Hibernate" }).click();
  await operation(page, "Hibernate cluster").waitFor();
}, 180_000);

if (hasMore) failedOperationTest(newcomer);

test("and woken by another", async () => {
  await stateOf(page, "Hibernated").waitFor();
  await button(page, "Wake").click();
  await page.getByRole("dialog").getByRole("button", { name: "Wake" }).click();
  await operation(page, "Wake cluster").waitFor();
}, 120_000);

test("credentials are revoked for the roles that are chosen", async () => {
  await stateOf(page, "Running").waitFor();
  await tab(page, "Access").click();
  await button(page, "Revoke credentials").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Admins").uncheck();
  await look(page, "revoke");
  await dialog.getByRole("button", { name: "Revoke credentials" }).click();
  await operation(page, "Revoke credentials").waitFor();
  await operation(page, "Revoke credentials").waitFor({ state: "detached" });
}, 180_000);

test("what a phase of a rotation of keys would do is said before it begins", () => askForNewKeys(page), 180_000);

lifeTest(
  "its name, typed, takes the cluster away",
  async () => {
    await button(page, "Delete").click();
    const really = button(page, "Delete cluster");
    await page.getByLabel("Type prod to go on").fill("pro");
    expect(await really.getAttribute("aria-disabled")).toBe("true");
    await page.getByLabel("Type prod to go on").fill("prod");
    await look(page, "delete");
    await really.click();
    await operation(page, "Delete cluster").waitFor();
  },
  180_000,
);

test("meanwhile the service's own pages", async () => {
  const own = await newcomer("/service/quotas", "console");
  await own.getByText(/of 20$/).waitFor();
  await look(own, "quotas");
  await own.getByRole("link", { name: "Catalog" }).click();
  const large = own.getByRole("row", { name: /^t3\.large / });
  await large.getByText("$0.0832", { exact: true }).waitFor();
  await large.getByText("2026-01-19", { exact: true }).waitFor();
  await look(own, "catalog");
  await own.getByRole("link", { name: "Operations" }).click();
  await own.getByRole("link", { name: "prod" }).first().waitFor();
  await own.getByRole("link", { name: "Audit" }).click();
  await own.getByText("cluster.create succeeded").waitFor();
  await own.getByRole("link", { name: "Statements" }).click();
  await own.getByText(/There is no statement|Download as CSV/).waitFor();
  const file = own.waitForEvent("download");
  await button(own, "Download charges (FOCUS)").click();
  expect((await file).suggestedFilename()).toMatch(/^kubewright-focus-\d{4}-\d\d\.csv$/);
}, 180_000);

lifeTest(
  "a receipt says that nothing is left, and whoever looks on sees it go",
  async () => {
    await page.getByText("Nothing is left").waitFor();
    await look(page, "receipt");
    await colleague.page.getByRole("heading", { name: "Create a cluster" }).waitFor();
    expect(complaints.flat()).toEqual([]);
  },
  120_000,
);
