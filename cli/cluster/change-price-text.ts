import { dollars } from "#cli/money.ts";
import type { ChangePrice } from "#contract/billing.ts";
import { duration } from "#contract/duration.ts";

const rate = ({ perHourMicros, perMonthMicros }: ChangePrice["before"]): string =>
  `${dollars(perHourMicros)} an hour, ${dollars(perMonthMicros)} a month`;

/** What a cluster costs before and after a change, and what the change itself does. */
export const changePriceLines = ({ region, before, after, change, unrated, notIncluded }: ChangePrice): string[] => {
  const time = duration(change.seconds * 1000);
  const twice =
    change.micros > 0
      ? `The change itself: ${dollars(change.micros)}, for machines that are there twice meanwhile; it is estimated to take ${time}.`
      : `The change itself costs nothing more${change.seconds > 0 ? `; it is estimated to take ${time}` : ""}.`;
  return [
    `Now:  ${rate(before)} of 730 hours, at AWS's list prices in ${region}`,
    `Then: ${rate(after)}`,
    twice,
    ...(unrated.length > 0 ? [`No price is known of ${unrated.join(", ")}: that comes on top.`] : []),
    `Not included: ${notIncluded.join("; ")}.`,
  ];
};
