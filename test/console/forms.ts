import { expect } from "@jest/globals";
import type { Page } from "playwright-core";
import { button, operation, tab } from "./places.ts";
import { look } from "./visit.ts";

/** Sets a budget, and takes it away again. @param page of a cluster */
export const changeBudget = async (page: Page): Promise<void> => {
  await tab(page, "Bill").click();
  const budget = page.getByRole("region", { name: "Budget" });
  await budget.getByText("There is no budget.").waitFor();
  await budget.getByLabel("Dollars a month").fill("much");
  await budget.getByText("Allowed: dollars a month").first().waitFor();
  await budget.getByLabel("Dollars a month").fill("750.50");
  await button(page, "Set budget").click();
  await budget.getByText("$750.50 a month", { exact: true }).waitFor();
  await budget.getByText("None yet: at 50, 80 and 100 %").waitFor();
  await look(page, "bill", { whole: true });
  await page.reload();
  await budget.getByText("$750.50 a month", { exact: true }).waitFor();
  await button(page, "Remove budget").click();
  await budget.getByText("There is no budget.").waitFor();
};

/** Chooses a channel, a window that is refused first, and an exclusion. @param page of a cluster's settings */
const changeMaintenance = async (page: Page): Promise<void> => {
  const maintenance = page.getByRole("region", { name: "Automatic upgrades" });
  await maintenance.getByText("In channel none").waitFor();
  await maintenance.getByLabel("Channel", { exact: true }).click();
  await page.getByRole("option", { name: /^stable/ }).click();
  await maintenance.getByLabel("Opens at").fill("25:00");
  await maintenance.getByLabel("Open for, minutes").fill("16");
  await button(page, "Save maintenance").click();
  await maintenance
    .getByText(/Allowed: hours are numbers from 0 to 23/)
    .first()
    .waitFor();
  await maintenance.getByLabel("Opens at").fill("02:00");
  await button(page, "Save maintenance").click();
  await maintenance
    .getByText(/Allowed: at least \d+: as long as an upgrade/)
    .first()
    .waitFor();
  await maintenance.getByLabel("Open for, minutes").fill("240");
  await button(page, "Add an exclusion").click();
  const year = new Date().getFullYear() + 1;
  await maintenance.getByLabel("From", { exact: true }).fill(`${year}-12-18`);
  await maintenance.getByLabel("To", { exact: true }).fill(`${year}-12-28`);
  await maintenance.getByLabel("Reason", { exact: true }).fill("Christmas sales");
  await button(page, "Save maintenance").click();
  await maintenance.getByText(/^0 2 \* \* sun .*, for 240 minutes$/).waitFor();
  await maintenance.getByText(/is the newest version on offer in channel stable/).waitFor();
  await maintenance.getByText(/\(Christmas sales\)$/).waitFor();
};

/** Changes what can be changed at once; a protected cluster is not deleted. @param page of a cluster */
export const changeSettings = async (page: Page): Promise<void> => {
  await tab(page, "Settings").click();
  await button(page, "Protect").click();
  await page.getByText("Protected from deletion", { exact: true }).waitFor();
  await page.getByLabel("Sleeps at").fill("every evening");
  await button(page, "Save times").click();
  await page
    .getByText(/Allowed: /)
    .first()
    .waitFor();
  await page.getByLabel("Sleeps at").fill("0 20 * * mon-fri");
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await button(page, "Save times").click();
  await page.getByText("Sleeps next").waitFor();
  await changeMaintenance(page);
  await button(page, "Add a label").click();
  await page.getByLabel("Key", { exact: true }).fill("team");
  await page.getByLabel("Value", { exact: true }).fill("shop");
  await button(page, "Save labels").click();
  await look(page, "settings", { whole: true });
  await page.reload();
  await page.getByLabel("Key", { exact: true }).waitFor();
  expect(await page.getByLabel("Value", { exact: true }).inputValue()).toBe("shop");
  await button(page, "Remove times").click();
  await page.getByText("It sleeps and wakes only when somebody asks for it.").waitFor();
  await button(page, "Delete").click();
  await page.getByText("The cluster is protected from deletion.").first().waitFor();
  await page.getByRole("link", { name: "Lift the protection" }).click();
  await button(page, "Lift the protection").click();
  await page.getByRole("dialog").getByRole("button", { name: "Lift the protection" }).click();
  await page.getByText("Not protected from deletion").waitFor();
};

/** Asks for a node group of which something is said in every part of the form. @param page of a cluster */
export const addGroup = async (page: Page): Promise<void> => {
  await tab(page, "Node groups").click();
  await button(page, "Add node group").click();
  const form = page.locator("form");
  await form.getByLabel("Group name").fill("batch");
  await form.getByLabel("Nodes", { exact: true }).fill("1");
  await form.getByLabel("At most").fill("4");
  await form.getByLabel("us-east-1b").check();
  await button(page, "Add a label").click();
  await form.getByLabel("Key", { exact: true }).fill("tier");
  await form.getByLabel("Value", { exact: true }).fill("batch");
  await button(page, "Add a taint").click();
  await form.getByLabel("Key", { exact: true }).nth(1).fill("batch");
  await form.getByLabel("User script").fill("echo hello");
  await form.getByLabel("Root disk, GiB").fill("10");
  await form
    .getByText(/Allowed: .*20/)
    .first()
    .waitFor();
  await form.getByLabel("Root disk, GiB").fill("50");
  await page.getByText("1 × instance (t3.large)").waitFor();
  await look(page, "node-group");
  await form.getByRole("button", { name: "Add node group" }).click();
  await operation(page, "Add node group").waitFor();
  await page.getByText("batch:NoSchedule").waitFor();
};

/** From a backup to the form of a new cluster, and back. */
export const fromBackup = async (page: Page): Promise<void> => {
  await tab(page, "Backups").click();
  await button(page, "New cluster").first().click();
  await page.getByText(/^It begins with what a backup of \S+ holds/).waitFor();
  await page.getByLabel("Name", { exact: true }).fill("another");
  await page.getByText(/^Its creation takes \d+ stages/).waitFor();
  await look(page, "restore-as-new");
  await page.goBack();
  await button(page, "Take a backup").waitFor();
};

/** Reads what the first phase of a rotation would do, and leaves it. */
export const askForNewKeys = async (page: Page): Promise<void> => {
  await tab(page, "Access").click();
  await button(page, "Add new keys").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/^\d+ machines would be replaced/).waitFor();
  await dialog.getByText(/fetch kubeconfigs anew/).waitFor();
  await look(page, "keys");
  await dialog.getByRole("button", { name: "Not now" }).click();
  await dialog.waitFor({ state: "detached" });
};
