import { expect, test } from "@jest/globals";
import type { Cluster } from "./types.ts";
import { firstFound } from "./unwell.ts";

const cluster = { id: "cls_1" } as Cluster;

test("pages that have nothing are passed, and no more are asked for than that", async () => {
  const pages: Record<string, { items: Cluster[]; nextPageToken?: string }> = {
    "": { items: [], nextPageToken: "a" },
    a: { items: [], nextPageToken: "b" },
    b: { items: [cluster], nextPageToken: "c" },
  };
  const asked: string[] = [];
  const found = await firstFound(async ({ pageToken = "" }) => {
    asked.push(pageToken);
    return pages[pageToken] ?? { items: [] };
  });
  expect(found).toEqual({ items: [cluster], nextPageToken: "c" });
  expect(asked).toEqual(["", "a", "b"]);
});

test("where there is none the list ends", async () => {
  expect(await firstFound(async () => ({ items: [] }))).toEqual({ items: [] });
});
