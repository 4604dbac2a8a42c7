import { expect, test } from "@jest/globals";
import { useOf } from "./busiest-keys.ts";

const write = (second: number, bytes: number, pk: string, gsi1pk?: string) => ({
  dynamodb: {
    ...{ ApproximateCreationDateTime: second, SizeBytes: bytes, Keys: { pk: { S: pk }, sk: { S: "any" } } },
    ...(gsi1pk === undefined ? {} : { NewImage: { gsi1pk: { S: gsi1pk } } }),
  },
});

test("writes are added up by key in kilobytes begun, and the busiest minute is told by the second", () => {
  const use = useOf([
    [write(0, 100, "TENANT#a", "OPEN"), write(1, 1_025, "TENANT#a", "OPEN")],
    [write(61, 100, "TENANT#b", "CLUSTERS"), write(62, 100, "TENANT#a")],
  ]);
  expect([use.writes, use.busiest.table.key, use.busiest.gsi1.key]).toEqual([4, "TENANT#a", "OPEN"]);
  // 5 units in the table, of which 4 are a's, and 4 in the index.
  expect(use.writeUnits).toBe(9);
  expect(use.busiest.table.share).toBeCloseTo(4 / 5);
  expect(use.busiest.table.unitsPerSecond).toBeCloseTo(3 / 60);
  expect(use.busiest.gsi1.share).toBeCloseTo(3 / 4);
  expect(use.busiest.gsi2).toEqual({ key: "none", share: 0, unitsPerSecond: 0 });
});
