import { describe, expect, jest, test } from "@jest/globals";
import { pricesOf } from "#core/billing/prices.ts";
import { fakePriceSource, fakePriceStore } from "#core/fakes/prices.ts";
import type { PriceSource } from "#core/ports/prices.ts";
import { type ListPrice, listPrices } from "./list-prices.ts";
import { newPrices, spotMonths } from "./new-prices.ts";
import { listedKeys, refreshPrices } from "./refresh-prices.ts";
import type { SpotChange } from "./spot-prices.ts";

const region = "us-east-1";
const key = "machine/t3.large/on-demand";
const price = (nanos: number, from: string, of = key): ListPrice => ({
  ...{ region, key: of, nanos, per: "hour", from, source: "test" },
});
const asListed = (nanos: number, from: string): ListPrice[] => [
  ...listPrices.filter((one) => one.key !== key),
  price(nanos, from),
];
const change = (at: string, nanos: number, zone = "us-east-1a"): SpotChange => ({
  ...{ machineType: "t3.large", zone, at, nanos },
});

const newService = (listed: ListPrice[], spot: SpotChange[] = []) => {
  const asked = { listed, spot };
  const priceStore = fakePriceStore();
  let now = "2026-03-10T08:00:00.000Z";
  const ports = { region, priceStore, priceSource: fakePriceSource(asked), clock: { now: () => now } };
  const priceOn = async (at: string, priceKey = key, zone?: string) => {
    const book = await pricesOf(priceStore, region).book([{ priceKey }], { since: at, until: at });
    return book.price(priceKey, at, zone)?.nanos;
  };
  const passTo = (moment: string): void => {
    now = moment;
  };
  return { ports, asked, priceOn, passTo };
};

describe("listed prices", () => {
  test("what has not changed makes no entry; a new price begins on the day that it is read, or on a later one that the list names", async () => {
    const { ports, asked, priceOn, passTo } = newService(listPrices.slice());
    expect((await refreshPrices(ports)).listed).toEqual({ news: [], late: [], unread: [], absent: [] });
    asked.listed = asListed(90_000_000, "2026-03-01");
    passTo("2026-03-11T08:00:00.000Z");
    // Bills have been made of the days before.
    expect((await refreshPrices(ports)).listed?.news).toEqual([price(90_000_000, "2026-03-11")]);
    expect(await priceOn("2026-03-10T23:00:00.000Z")).toBe(83_200_000);
    expect(await priceOn("2026-03-11T00:00:00.000Z")).toBe(90_000_000);
    asked.listed = asListed(95_000_000, "2026-04-01");
    passTo("2026-03-12T08:00:00.000Z");
    expect((await refreshPrices(ports)).listed?.news).toEqual([price(95_000_000, "2026-04-01")]);
    expect(await priceOn("2026-03-31T23:00:00.000Z")).toBe(90_000_000);
    expect(await priceOn("2026-04-01T00:00:00.000Z")).toBe(95_000_000);
  });

  test("they are read once a day, and one that cannot be read again, it alone, until it is", async () => {
    const { ports, asked, passTo } = newService(listPrices.slice());
    await refreshPrices(ports);
    passTo("2026-03-10T09:00:00.000Z");
    expect((await refreshPrices(ports)).listed).toBeUndefined();
    asked.listed = listPrices.filter((one) => one.key !== key);
    passTo("2026-03-11T08:00:00.000Z");
    expect((await refreshPrices(ports)).listed?.unread).toMatchObject([{ key, why: "not listed" }]);
    passTo("2026-03-11T09:00:00.000Z");
    asked.listed = asListed(91_000_000, "2026-03-11");
    const asks = jest.spyOn(ports.priceSource, "listed");
    expect((await refreshPrices(ports)).listed?.news).toEqual([price(91_000_000, "2026-03-11")]);
    expect(asks).toHaveBeenCalledWith(region, [key]);
    passTo("2026-03-11T10:00:00.000Z");
    expect((await refreshPrices(ports)).listed).toBeUndefined();
    passTo("2026-03-12T08:00:00.000Z");
    await refreshPrices(ports);
    expect(asks).toHaveBeenLastCalledWith(region, listedKeys);
  });

  test("what the region has never had is told apart from what failed, and asked for the next day", async () => {
    const there = listPrices.filter((one) => one.key !== key).map((one) => ({ ...one, region: "eu-west-1" }));
    const { ports, passTo } = newService(there);
    const elsewhere = { ...ports, region: "eu-west-1" };
    expect((await refreshPrices(elsewhere)).listed).toMatchObject({ unread: [], absent: [{ key }] });
    passTo("2026-03-10T09:00:00.000Z");
    expect((await refreshPrices(elsewhere)).listed).toBeUndefined();
    passTo("2026-03-11T08:00:00.000Z");
    expect((await refreshPrices(elsewhere)).listed?.absent).toHaveLength(1);
  });

  test("an entry is never changed: a price that the list dates back begins on the day it is read", () => {
    const known = [price(83_200_000, "2026-01-19"), price(90_000_000, "2026-03-01")];
    const back = price(80_000_000, "2026-02-01");
    expect(newPrices(known, [back], "2026-03-10").news).toEqual([{ ...back, from: "2026-03-10" }]);
    expect(newPrices(known, [price(80_000_000, "2026-03-01")], "2026-03-01")).toEqual({
      news: [],
      late: [price(80_000_000, "2026-03-01")],
    });
  });

  test("a region of which nothing was known is rated once it has been read", async () => {
    const there = listPrices.map((one) => ({ ...one, region: "eu-west-1" }));
    const { ports, priceOn } = newService(there);
    const refreshed = await refreshPrices({ ...ports, region: "eu-west-1" });
    expect(refreshed.listed?.news).toHaveLength(listedKeys.length);
    const book = await pricesOf(ports.priceStore, "eu-west-1").book([], {
      since: "2026-01-01T00:00:00.000Z",
      until: "2026-01-01T00:00:00.000Z",
    });
    expect(book.price(key, "2026-01-01T00:00:00.000Z")?.nanos).toBe(83_200_000);
    expect(await priceOn("2026-03-01T00:00:00.000Z")).toBe(83_200_000);
  });
});

describe("spot prices", () => {
  const spotKey = "machine/t3.large/spot";

  test("each month has what it began with; nothing is known before the first, and of other zones", async () => {
    const history = [change("2026-01-20T00:00:00.000Z", 30), change("2026-03-05T10:00:00.000Z", 40)];
    const { ports, priceOn } = newService(listPrices.slice(), history);
    // 35 days back: January's price is told because it held then.
    expect((await refreshPrices(ports)).spot).toEqual({ news: 3 });
    expect(await priceOn("2026-02-01T00:00:00.000Z", spotKey, "us-east-1a")).toBe(30);
    expect(await priceOn("2026-03-05T09:59:59.000Z", spotKey, "us-east-1a")).toBe(30);
    expect(await priceOn("2026-03-05T10:00:00.000Z", spotKey, "us-east-1a")).toBe(40);
    expect(await priceOn("2026-01-31T00:00:00.000Z", spotKey, "us-east-1a")).toBeUndefined();
    expect(await priceOn("2026-03-05T10:00:00.000Z", spotKey, "us-east-1b")).toBeUndefined();
    expect((await refreshPrices(ports)).spot).toEqual({ news: 0 });
  });

  test("a price that never changes is known in every month", async () => {
    const { ports, passTo, priceOn } = newService(listPrices.slice(), [change("2026-03-05T10:00:00.000Z", 40)]);
    await refreshPrices(ports);
    for (const day of ["2026-03-31T23:00:00.000Z", "2026-04-01T00:30:00.000Z", "2026-05-07T00:30:00.000Z"]) {
      passTo(day);
      await refreshPrices(ports);
    }
    for (const at of ["2026-03-06", "2026-04-02", "2026-05-06"])
      expect(await priceOn(`${at}T00:00:00.000Z`, spotKey, "us-east-1a")).toBe(40);
  });

  test("in the first hour of a month, before anything of it has been read, the last price of the month before holds", async () => {
    const { ports, priceOn } = newService(listPrices.slice(), [change("2026-03-05T10:00:00.000Z", 40)]);
    await refreshPrices(ports);
    expect(await priceOn("2026-04-01T00:20:00.000Z", spotKey, "us-east-1a")).toBe(40);
  });

  test("the same history in any pieces and order is the same book", () => {
    const history = ["2026-02-27T00:00:00.000Z", "2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"].map((at, i) =>
      change(at, i + 1),
    );
    const range = { since: "2026-02-27T12:00:00.000Z", now: "2026-03-03T00:00:00.000Z" };
    const months = spotMonths(region, history, range);
    expect(months.map(({ month, changes }) => [month, changes.map(({ nanos }) => nanos)])).toEqual([
      ["2026-02", [1]],
      ["2026-03", [2, 3]],
    ]);
    expect(spotMonths(region, [...history].reverse(), range)).toEqual(months);
  });

  test("that they cannot be read is said, and the book stays as it is", async () => {
    const { ports, priceOn } = newService(listPrices.slice(), [change("2026-03-05T10:00:00.000Z", 40)]);
    await refreshPrices(ports);
    const broken: PriceSource = {
      listed: async (_, keys) => ({ prices: [], unread: keys.map((one) => ({ key: one, why: "away" })) }),
      spotHistory: async () => {
        throw new Error("away");
      },
    };
    const clock = { now: () => "2026-03-12T08:00:00.000Z" };
    const { listed, spot } = await refreshPrices({ ...ports, clock, priceSource: broken });
    expect(listed?.unread).toHaveLength(listedKeys.length);
    expect(spot).toEqual({ why: "Error: away" });
    expect(await priceOn("2026-03-12T00:00:00.000Z")).toBe(83_200_000);
    expect(await priceOn("2026-03-12T00:00:00.000Z", spotKey, "us-east-1a")).toBe(40);
  });
});
