import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import type { ListPrice } from "#core/catalog/list-prices.ts";
import type { SpotMonth } from "#core/catalog/spot-prices.ts";
import type { PriceStore } from "#core/ports/prices.ts";

/** What every implementation of PriceStore promises. */
export const priceStoreContract = (store: () => PriceStore): void => {
  /** Each test has one of its own. */
  const newRegion = (): string => `test-${randomUUID()}`;
  const price = (region: string, nanos: number, from: string, key = "nat-gateway"): ListPrice => ({
    ...{ region, key, nanos, per: "hour", from, source: "test" },
  });
  const month = (region: string, changes: SpotMonth["changes"], more: Partial<SpotMonth> = {}): SpotMonth => ({
    ...{ region, machineType: "t3.large", zone: "a", month: "2026-01", changes, ...more },
  });
  const all = { first: "2026-01", last: "2026-12" };
  const at = (day: number): string => new Date(Date.UTC(2026, 0, day)).toISOString();

  test("a price of a day that has one changes nothing, also of several writers", async () => {
    const region = newRegion();
    const [first, other] = [price(region, 1, "2026-01-01"), price(region, 2, "2026-01-01")];
    expect(await store().addListed([first])).toEqual([first]);
    expect(await store().addListed([other, price(region, 3, "2026-02-01")])).toEqual([price(region, 3, "2026-02-01")]);
    const kept = await store().listed(region);
    expect(kept.sort((a, b) => a.nanos - b.nanos)).toEqual([first, price(region, 3, "2026-02-01")]);
    expect(await store().listed(newRegion())).toEqual([]);

    const news = await Promise.all([4, 5, 6].map((nanos) => store().addListed([price(region, nanos, "2026-03-01")])));
    expect(news.flat()).toHaveLength(1);
  });

  test("a month's changes grow, in their order, and none is changed", async () => {
    const region = newRegion();
    expect(await store().addSpot([month(region, [{ at: at(2), nanos: 2 }])])).toBe(1);
    const more = [
      { at: at(1), nanos: 1 },
      { at: at(2), nanos: 9 },
      { at: at(3), nanos: 3 },
    ];
    expect(await store().addSpot([month(region, more)])).toBe(2);
    expect(await store().addSpot([month(region, more)])).toBe(0);
    const changes = [1, 2, 3].map((day) => ({ at: at(day), nanos: day }));
    expect(await store().spot(region, "t3.large", all)).toEqual([month(region, changes)]);
  });

  test("months and types are told apart; zones come together", async () => {
    const region = newRegion();
    const change = [{ at: at(1), nanos: 1 }];
    const months = [
      month(region, change),
      month(region, change, { zone: "b" }),
      month(region, change, { month: "2026-02" }),
      month(region, change, { machineType: "t3.large2" }),
    ];
    await store().addSpot(months);
    const january = await store().spot(region, "t3.large", { first: "2026-01", last: "2026-01" });
    expect(january.map(({ zone }) => zone).sort()).toEqual(["a", "b"]);
    expect(await store().spot(region, "t3.large", all)).toHaveLength(3);
    expect(await store().spot(region, "t3.large", { first: "2026-02", last: "2026-02" })).toEqual([months[2]]);
  });

  test("of many types and zones exactly those that are asked for come, each once, however many they are", async () => {
    const region = newRegion();
    const change = [{ at: at(1), nanos: 1 }];
    const types = Array.from({ length: 40 }, (_, i) => `m${i}.large`);
    const kept = types.flatMap((machineType) =>
      ["a", "b", "c"].map((zone) => month(region, change, { machineType, zone, month: "2026-02" })),
    );
    const older = month(region, change, { machineType: "m0.large", month: "2026-01" });
    await store().addSpot([...kept, older, month(region, change, { machineType: "m0.large", month: "2025-12" })]);
    const places = types.flatMap((machineType) => ["a", "b", "z"].map((zone) => ({ machineType, zone })));
    const months = { first: "2026-01", last: "2026-03" };
    const found = await store().spotIn(region, [...places, ...places], months);
    const nameOf = ({ machineType, zone, month }: SpotMonth): string => `${machineType} ${zone} ${month}`;
    const sorted = (given: SpotMonth[]) => given.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    expect(sorted(found)).toEqual(sorted([...kept.filter(({ zone }) => zone !== "c"), older]));
    expect(await store().spotIn(region, [], months)).toEqual([]);
    expect(await store().spotIn(newRegion(), places, months)).toEqual([]);
  });

  test("changes of several writers are all kept", async () => {
    const region = newRegion();
    const days = [1, 2, 3];
    await Promise.all(days.map((day) => store().addSpot([month(region, [{ at: at(day), nanos: day }])])));
    const [kept] = await store().spot(region, "t3.large", all);
    expect(kept?.changes.map(({ nanos }) => nanos)).toEqual(days);
  });

  test("when prices were read is kept by kind", async () => {
    const region = newRegion();
    expect(await store().refreshed(region)).toEqual({});
    await store().noteRefreshed(region, { listedAt: at(1) });
    await store().noteRefreshed(region, { spotAt: at(2) });
    expect(await store().refreshed(region)).toEqual({ listedAt: at(1), spotAt: at(2) });
    for (const unread of [["nat-gateway", "volume/gp3"], []]) {
      await store().noteRefreshed(region, { unread });
      expect(await store().refreshed(region)).toEqual({ listedAt: at(1), spotAt: at(2), unread });
    }
  });
};
