import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "../service.ts";
import { look } from "./visit.ts";

/** Opens a place of the console in a browser of its own, as somebody of a tenant. */
export type Visitor = (path: string, tenant: string) => Promise<Page>;

// A fault is in the page twice: at its field, and for those who listen.
export const inputTest = (visitor: Visitor): void => {
  test("what is not allowed is said at its field", async () => {
    const page = await visitor("/", "console-input");
    await page.getByLabel("Name").fill("Not a name");
    await page.getByRole("button", { name: "Create cluster" }).click();
    await page.getByText("Allowed: 1 to 40 of a-z, 0-9 and '-'").first().waitFor();
    await look(page, "wrong-name");
    await page.getByRole("link", { name: "Choose version, machines and network" }).click();
    const price = page.getByRole("complementary", { name: "What it will cost" });
    await price.waitFor();
    // The plan says so before anybody asks for the cluster.
    await page.getByText("Allowed: 1 to 40 of a-z, 0-9 and '-'").first().waitFor();
    await page.getByLabel("Name", { exact: true }).fill("web");
    await page.getByText("a month").first().waitFor();
    const before = await price.locator("strong").textContent();
    await page.getByLabel("Nodes", { exact: true }).fill("9");
    await price.getByText("default: 9 × machine t3.large").waitFor();
    expect(await price.locator("strong").textContent()).not.toBe(before);
    await look(page, "create");
    await page.getByLabel("Nodes", { exact: true }).fill("1000");
    await page
      .getByText(/Allowed: .*100/)
      .first()
      .waitFor();
    await page.getByLabel("Nodes", { exact: true }).fill("2");
    await page.getByLabel("Range of the network").fill("8.8.8.0/24");
    await page
      .getByText(/Allowed: a range inside 10\.0\.0\.0\/8/)
      .first()
      .waitFor();
  }, 120_000);
};

export const missingTest = (visitor: Visitor): void => {
  test("what is not there, and what does not answer, is said", async () => {
    const page = await visitor("/clusters/cls_01kb2m3n4p5q6r7s8t9v0w1x2y", "console-nothing");
    await page.getByText("There is no such thing here").waitFor();
    await look(page, "not-found");
    await page.goto(`${service.consoleUrl}/no/such/place`);
    await page.getByText("There is no such page").waitFor();
    await page.route("**/v1/**", (route) => route.abort());
    await page.goto(service.consoleUrl);
    await page.getByText("The service does not answer").waitFor();
    await look(page, "unreachable");
    await page.unroute("**/v1/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Create a cluster" }).waitFor();
  }, 120_000);
};

export const failedOperationTest = (visitor: Visitor): void => {
  test("an operation that fails says why at the stage where it did", async () => {
    await orderFault(service.regionUrl, { kind: "error", action: "CreateVpc", code: "VpcLimitExceeded", count: 1 });
    const page = await visitor("/create?name=scarce", "console-failed");
    await page.getByText("control-plane: 3 × machine t3.large").waitFor();
    await page.getByRole("button", { name: "Create cluster" }).click();
    await page.getByText("All that it had made has been taken away again.").waitFor();
    const failed = page.locator(".kw-stage", { has: page.locator(".kw-stage-why") });
    const said = await failed.textContent();
    expect(said).toMatch(/Create network.*VpcLimitExceeded: ordered as a fault \(QuotaExceeded\)/);
    expect(said).not.toMatch(/VpcLimitExceeded.*VpcLimitExceeded/);
    await page.getByRole("list", { name: "The way back" }).getByText("Create network").waitFor();
    await look(page, "failed");
    await page.goto(service.consoleUrl);
    await page.getByText("its last operation did not succeed").waitFor();
    // Others of the tenant are seen to come, one after the other, without reloading.
    const { running, create, over, remove } = await tenantOf(service, "console-failed");
    const shop = await running({ name: "shop", labels: { team: "shop" } });
    const search = await create({ name: "search", version: "1.36", labels: { team: "search" } });
    await page.getByRole("row", { name: /^shop .*Running/ }).waitFor();
    await page.getByRole("row", { name: /^search .*Pending/ }).waitFor();
    await look(page, "home");
    // Tests that come later look whether the region is empty.
    await over(search);
    for (const clusterId of [shop, search.clusterId])
      expect(await over(await remove(clusterId))).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  }, 240_000);
};
