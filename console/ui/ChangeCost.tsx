import type { ChangePrice } from "../api/types.ts";
import { texts } from "../texts.ts";
import { dollars } from "./money.ts";

const { price: words } = texts;

/** What a cluster costs before and after a change, and what the change itself does. */
export const ChangeCost = ({
  price: { before, after, change, unrated, region, notIncluded },
}: {
  price: ChangePrice;
}) => (
  <>
    <p>
      {words.change(
        { hour: dollars(before.perHourMicros), month: dollars(before.perMonthMicros) },
        { hour: dollars(after.perHourMicros), month: dollars(after.perMonthMicros) },
      )}
      {change.micros > 0 && ` ${words.twice(dollars(change.micros))}`}
    </p>
    {unrated.length > 0 && <p className="kw-quiet">{words.without(unrated.join(", "))}</p>}
    <p className="kw-quiet">{words.basis(region, notIncluded.join("; "))}</p>
  </>
);
