import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import { settleUnrated } from "#core/billing/settle-unrated.ts";
import { refreshPrices } from "#core/catalog/refresh-prices.ts";
import { putMetrics } from "#functions/metrics.ts";
import { connectRefreshPrices } from "#functions/price-ports.ts";

const logger = new Logger();

/**
 * Each hour: reads spot prices and, once a day, listed ones. What cannot be read is told, and the book stays as it is. Then rates what
 * clusters that are gone had no price for until now.
 */
export const handler = middy().handler(async () => {
  const ports = connectRefreshPrices();
  const { listed, spot } = await refreshPrices(ports);
  for (const { key, nanos, per, from } of listed?.news ?? []) logger.info("a new price", { key, nanos, per, from });
  for (const { key } of listed?.late ?? []) logger.warn("a second price of today, for tomorrow", { key });
  for (const { key, why } of listed?.unread ?? []) logger.error("a price is not read", { key, why });
  for (const { key, why } of listed?.absent ?? []) logger.info("the region does not have it", { key, why });
  if ("why" in spot) logger.error("spot prices are not read", { why: spot.why });
  else logger.info("spot prices are read", { news: spot.news });
  putMetrics({
    PricesNotRead: listed?.unread.length ?? 0,
    PricesNotListed: listed?.absent.length ?? 0,
    SpotPricesNotRead: "why" in spot ? 1 : 0,
    NewPrices: listed?.news.length ?? 0,
  });
  const { settled, failed } = await settleUnrated(ports);
  for (const { clusterId, why } of failed) logger.error("a closed bill is not rated", { clusterId, why: String(why) });
  if (failed.length > 0) throw new Error(`${failed.length} closed bills are not rated`);
  return { listed, spot, settled };
});
