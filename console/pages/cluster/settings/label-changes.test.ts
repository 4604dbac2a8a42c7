import { expect, test } from "@jest/globals";
import { labelChanges } from "./label-changes.ts";

test("labels that stay are not sent, and one that is gone is taken away", () => {
  const before = { team: "shop", old: "1", stage: "test" };
  const after = [
    { key: "team", value: "shop" },
    { key: "stage", value: "live" },
    { key: "new", value: "" },
  ];
  expect(labelChanges(before, after)).toEqual({ stage: "live", new: "", old: null });
  expect(labelChanges({}, [])).toEqual({});
});
