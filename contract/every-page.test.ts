import { expect, test } from "@jest/globals";
import { everyPage } from "./every-page.ts";

test("pages are read to the last one, each by the token of the one before", async () => {
  const pages = [[1, 2], [], [3]];
  const asked: (string | undefined)[] = [];
  const items = await everyPage(async ({ pageToken }) => {
    asked.push(pageToken);
    const at = Number(pageToken ?? 0);
    return { items: pages[at] ?? [], ...(at + 1 < pages.length ? { nextPageToken: String(at + 1) } : {}) };
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "1", "2"]);
});
