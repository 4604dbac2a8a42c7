import { DescribeSpotPriceHistoryCommand, type DescribeSpotPriceHistoryRequest } from "@aws-sdk/client-ec2";
import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { awsPrices } from "#adapters/aws-prices.ts";
import { machineTypes } from "#contract/machine-types.ts";
import { listPrices } from "#core/catalog/list-prices.ts";
import { listedKeys } from "#core/catalog/refresh-prices.ts";
import { systemTime } from "./clock.ts";
import { refusal } from "./testing/ec2.contract.ts";
import { startTestRegion, type TestRegion } from "./testing/start.ts";

const now = "2026-03-10T08:00:00.000Z";
let place: TestRegion;
let pricing: PricingClient;
beforeAll(async () => {
  place = await startTestRegion({ clock: { ...systemTime, now: () => Date.parse(now) } });
  pricing = new PricingClient({
    ...{ endpoint: place.region.url, region: "us-east-1", maxAttempts: 1 },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(() => place.close());

const source = () => awsPrices({ pricing, ec2: place.ec2 }, { now: () => now });

describe("the product's prices, read of the pocket region", () => {
  test("every listed price is read as the list has it", async () => {
    const { prices, unread } = await source().listed("us-east-1", listedKeys);
    expect(unread).toEqual([]);
    const facts = (all: typeof listPrices) =>
      all.map(({ key, nanos, per, from }) => [key, nanos, per, from].join(" ")).sort();
    expect(facts(prices)).toEqual(facts(listPrices.filter(({ key }) => listedKeys.includes(key))));
  });

  test("what is not listed is named, with why", async () => {
    const { prices, unread } = await source().listed("eu-west-9", ["nat-gateway", "no/such/key"]);
    expect(prices).toEqual([]);
    // What nobody knows how to ask for is a fault, and not AWS's answer.
    expect(unread).toMatchObject([
      { key: "nat-gateway", absent: true },
      { key: "no/such/key", absent: false },
    ]);
  });

  test("spot prices are there for every type and zone, from then on", async () => {
    const since = "2026-03-08T00:00:00.000Z";
    const changes = await source().spotHistory(machineTypes, since);
    const places = new Map<string, string[]>();
    for (const { machineType, zone, at } of changes) {
      const key = `${machineType} ${zone}`;
      places.set(key, [...(places.get(key) ?? []), at]);
    }
    expect(places.size).toBe(machineTypes.length * 4);
    for (const moments of places.values()) {
      // One that held when the range began, and no other before it.
      expect(moments.filter((at) => at <= since)).toHaveLength(1);
      expect(moments.every((at) => at < now)).toBe(true);
    }
    const cheap = changes.find(({ machineType }) => machineType === "t3.large")?.nanos ?? 0;
    expect(cheap).toBeGreaterThan(83_200_000 / 5);
    expect(cheap).toBeLessThan(83_200_000 / 2);
    expect(await source().spotHistory(machineTypes, since)).toEqual(changes);
  });
});

describe("DescribeSpotPriceHistory", () => {
  const ask = (order: DescribeSpotPriceHistoryRequest) => place.ec2.send(new DescribeSpotPriceHistoryCommand(order));
  const one = {
    InstanceTypes: ["t3.large" as const],
    AvailabilityZone: "us-east-1a",
    ProductDescriptions: ["Linux/UNIX"],
  };

  test("lists the newest first, 90 days at most, page by page the same", async () => {
    const { SpotPriceHistory: whole = [] } = await ask({ ...one, StartTime: new Date("2020-01-01") });
    const moments = whole.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
    expect(moments.filter((at) => at <= Date.parse(now) - 90 * 86_400_000)).toHaveLength(1);
    const paged: typeof whole = [];
    let NextToken: string | undefined;
    do {
      const page = await ask({
        ...one,
        StartTime: new Date("2020-01-01"),
        MaxResults: 50,
        ...(NextToken ? { NextToken } : {}),
      });
      paged.push(...(page.SpotPriceHistory ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(paged).toEqual(whole);
  });

  test("from now to now it is the price of now", async () => {
    const moment = new Date(now);
    const { SpotPriceHistory = [] } = await ask({ ...one, StartTime: moment, EndTime: moment });
    expect(SpotPriceHistory).toHaveLength(1);
  });

  test("what it does not know is refused", async () => {
    expect(await refusal(ask({ InstanceTypes: ["t9.huge" as never] }))).toBe("InvalidParameterValue");
    expect(await refusal(ask({ AvailabilityZone: "us-east-1z" }))).toBe("InvalidParameterValue");
    expect(await refusal(ask({ Filters: [{ Name: "colour", Values: ["red"] }] }))).toBe("InvalidParameterValue");
  });
});

describe("GetProducts", () => {
  test("pages, filters and refuses", async () => {
    const order = { ServiceCode: "AmazonEC2", Filters: [], MaxResults: 2 };
    const first = await pricing.send(new GetProductsCommand(order));
    expect(first.PriceList).toHaveLength(2);
    const second = await pricing.send(new GetProductsCommand({ ...order, NextToken: first.NextToken }));
    expect(second.PriceList).not.toEqual(first.PriceList);
    expect(await refusal(pricing.send(new GetProductsCommand({ ...order, NextToken: "x" })))).toBe(
      "InvalidNextTokenException",
    );
    expect(await refusal(pricing.send(new GetProductsCommand({ ServiceCode: "AmazonMoon" })))).toBe(
      "NotFoundException",
    );
  });
});
