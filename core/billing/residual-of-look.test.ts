import { describe, expect, test } from "@jest/globals";
import type { SeenUsage } from "#core/ports/ledger.ts";
import { residualOfLook } from "./residual-of-look.ts";
import type { UsageInterval } from "./usage.ts";

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const now = 10_000;
const usage = {
  ...{ usageId: "i-1", clusterId: "cls_1", resourceId: "i-1", kind: "machine" as const, quantity: 1, part: "p" },
  priceKey: "machine/t3.large/on-demand",
};
const seen = (start: number, ended?: { at: number | undefined }): SeenUsage => ({
  ...{ ...usage, start: at(start) },
  ...(ended ? { ended: { at: ended.at === undefined ? undefined : at(ended.at) } } : {}),
});
const known = (start: number, end?: number, by: "told" | "looked" = "told"): UsageInterval => ({
  ...{ ...usage, tenantId: "blue", start: at(start), settled: false },
  ...(end === undefined ? {} : { end: { at: at(end), by } }),
});

describe("the ledger is off what the cloud shows by", () => {
  test.each<[string, number, SeenUsage[], UsageInterval[]]>([
    ["nothing, of what is on both", 0, [seen(0)], [known(0)]],
    ["nothing, of what both have ended", 0, [seen(0, { at: 500 })], [known(0, 500)]],
    ["nothing, of an end without a time", 0, [seen(0, { at: undefined })], [known(0, 700, "looked")]],
    ["all the time that a thing is missing", 10_000, [seen(0)], []],
    ["all the time of one that has ended", 500, [seen(0, { at: 500 })], []],
    ["what one has begun too late", 30, [seen(0)], [known(30)]],
    ["what one goes on after its end", 9500, [seen(0, { at: 500 })], [known(0)]],
    ["what one has ended too early", 20, [seen(0, { at: 500 })], [known(0, 480)]],
    ["the time since an end that was none", 1000, [seen(0)], [known(0, 9000, "looked")]],
    ["all the time of what is nowhere", 10_000, [], [known(0)]],
    ["nothing, of what was made within the minute", 0, [seen(9990)], []],
    ["nothing, of what the look has not seen yet", 0, [], [known(9990)]],
    ["nothing, of a volume that goes with its machine", 0, [seen(0)], [{ ...known(0, 9900), machineId: "i-0" }]],
    ["nothing, of what has ended since the look", 0, [seen(0)], [known(0, 10_005)]],
  ])("%s", (_, seconds, shown, ledger) => {
    expect(residualOfLook(shown, ledger, at(now))).toBe(seconds);
  });
});
