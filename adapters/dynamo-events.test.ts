import { expect, test } from "@jest/globals";
import { eventItem } from "./dynamo-events.ts";
import { newEvent, newMade } from "./state-records.contract.ts";

test("an event is forgotten after 90 days, and lies with its tenant", () => {
  const at = "2026-01-01T00:00:00.500Z";
  const { pk, gsi2pk, expiresAt } = eventItem(newEvent(newMade("blue").cluster, at));
  expect(new Date(expiresAt * 1000).toISOString()).toBe("2026-04-01T00:00:00.000Z");
  expect(pk).toBe("TENANT#blue");
  expect(gsi2pk.startsWith("TENANT#blue#cls_")).toBe(true);
});
