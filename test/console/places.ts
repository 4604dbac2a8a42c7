import type { Locator, Page } from "playwright-core";

/** One of the tabs of a cluster's page. */
export const tab = (page: Page, name: string): Locator =>
  page.getByRole("navigation", { name: "Of this cluster" }).getByRole("link", { name });

/** By the whole of its name, or by a part. */
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name, exact: typeof name === "string" });

/** Beside the title of a cluster's page. */
export const stateOf = (page: Page, name: string): Locator =>
  page.locator(".kw-title").getByText(name, { exact: true });

/** The card of an operation that goes on. */
export const operation = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
