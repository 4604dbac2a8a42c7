import { dollars } from "#cli/money.ts";
import { table } from "#cli/table.ts";
import type { Price } from "#contract/billing.ts";

const names = { eks: "Amazon EKS", gke: "Google GKE" } as const;

const against = ({ service, perMonthMicros, differenceMicros }: Price["comparison"][number]): string => {
  const difference =
    differenceMicros === 0
      ? "the same"
      : `this one is ${dollars(Math.abs(differenceMicros))} ${differenceMicros > 0 ? "dearer" : "cheaper"}`;
  return `  ${names[service]}: ${dollars(perMonthMicros)} a month; ${difference}`;
};

/** What it would cost, of what that is made, and what others take. */
export const priceText = ({
  region,
  perHourMicros,
  perMonthMicros,
  lines,
  unrated,
  notIncluded,
  comparison,
}: Price): string => {
  const rows = lines.map(({ part, kind, priceKey, quantity, perHourMicros: hour, perMonthMicros: month }) => [
    ...[part, kind, priceKey, kind === "snapshot" ? `${(quantity / 2 ** 30).toFixed(1)} GiB` : String(quantity)],
    hour === undefined ? "unrated" : dollars(hour),
    month === undefined ? "unrated" : dollars(month),
  ]);
  return [
    `It would cost ${dollars(perHourMicros)} an hour, ${dollars(perMonthMicros)} a month of 730 hours, at AWS's list prices in ${region}.`,
    "",
    table(["PART", "KIND", "PRICE", "QUANTITY", "AN HOUR", "A MONTH"], rows),
    ...(unrated.length > 0 ? ["", `No price is known of ${unrated.join(", ")}: that comes on top.`] : []),
    ...(comparison.length > 0 ? ["", "The same workers elsewhere:", ...comparison.map(against)] : []),
    "",
    `Not included: ${notIncluded.join("; ")}.`,
  ].join("\n");
};
