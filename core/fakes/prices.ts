import type { ListPrice } from "#core/catalog/list-prices.ts";
import { withChanges } from "#core/catalog/new-prices.ts";
import type { SpotChange, SpotMonth } from "#core/catalog/spot-prices.ts";
import type { PriceRefresh, PriceSource, PriceStore } from "#core/ports/prices.ts";

/** Prices in memory; adapters/prices.contract.ts holds them to the port's promises. */
export const fakePriceStore = (): PriceStore => {
  const listed = new Map<string, ListPrice>();
  const months = new Map<string, SpotMonth>();
  const refreshes = new Map<string, PriceRefresh>();
  return {
    listed: async (region) => structuredClone([...listed.values()].filter((one) => one.region === region)),
    async addListed(prices) {
      const news = prices.filter(({ region, key, from }) => !listed.has(`${region} ${key} ${from}`));
      for (const price of news) listed.set(`${price.region} ${price.key} ${price.from}`, structuredClone(price));
      return news;
    },
    spot: async (region, machineType, { first, last }) =>
      structuredClone(
        [...months.values()].filter(
          (one) => one.region === region && one.machineType === machineType && first <= one.month && one.month <= last,
        ),
      ),
    spotIn: async (region, places, { first, last }) =>
      structuredClone(
        [...months.values()].filter(
          (one) =>
            one.region === region &&
            places.some(({ machineType, zone }) => one.machineType === machineType && one.zone === zone) &&
            first <= one.month &&
            one.month <= last,
        ),
      ),
    async addSpot(added) {
      let count = 0;
      for (const month of added) {
        const key = [month.region, month.machineType, month.zone, month.month].join(" ");
        const { changes, news } = withChanges(months.get(key)?.changes ?? [], month.changes);
        months.set(key, structuredClone({ ...month, changes }));
        count += news;
      }
      return count;
    },
    refreshed: async (region) => structuredClone(refreshes.get(region) ?? {}),
    async noteRefreshed(region, refresh) {
      refreshes.set(region, { ...refreshes.get(region), ...refresh });
    },
  };
};

/** What a test says that AWS asks for. */
export const fakePriceSource = (asked: { listed: ListPrice[]; spot: SpotChange[] }): PriceSource => ({
  listed: async (region, keys) => ({
    prices: structuredClone(asked.listed.filter((one) => one.region === region && keys.includes(one.key))),
    unread: keys
      .filter((key) => !asked.listed.some((one) => one.region === region && one.key === key))
      .map((key) => ({ key, why: "not listed", absent: true })),
  }),
  async spotHistory(machineTypes, since) {
    const mine = asked.spot.filter(({ machineType }) => machineTypes.includes(machineType));
    return structuredClone(
      mine.filter(
        (one) =>
          one.at >= since ||
          !mine.some(
            (other) =>
              other.machineType === one.machineType &&
              other.zone === one.zone &&
              one.at < other.at &&
              other.at <= since,
          ),
      ),
    );
  },
});
