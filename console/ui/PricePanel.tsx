import type { Plan, Price } from "../api/types.ts";
import { texts } from "../texts.ts";
import { dollars } from "./money.ts";

const { price: words } = texts;

/** What it would cost, of what that is made, and what others take. */
export const PricePanel = ({ price, plan }: { price: Price | undefined; plan?: Plan | undefined }) => {
  if (!price) return <p className="kw-quiet">{words.none}</p>;
  const { perMonthMicros, perHourMicros, lines, comparison, unrated, region, notIncluded } = price;
  return (
    <>
      <p className="kw-price">
        <strong>{dollars(perMonthMicros)}</strong> {words.month}
        <span className="kw-quiet">{words.hour(dollars(perHourMicros))}</span>
      </p>
      <table className="kw-lines">
        <caption className="kw-visually-hidden">{words.lines}</caption>
        <tbody>
          {lines.map(({ part, kind, priceKey, quantity, perMonthMicros: month }) => (
            <tr key={`${part}/${kind}/${priceKey}`}>
              <th scope="row">{words.line(part, kind, quantity, priceKey)}</th>
              <td className="kw-number">{month === undefined ? words.unrated : dollars(month)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {comparison.map(({ service, perMonthMicros: theirs, differenceMicros }) => (
        <p key={service} className="kw-quiet">
          {words.against(service, dollars(theirs), dollars(Math.abs(differenceMicros)), differenceMicros)}
        </p>
      ))}
      {plan && <p className="kw-quiet">{words.stages(plan.stages.length)}</p>}
      {unrated.length > 0 && <p className="kw-quiet">{words.without(unrated.join(", "))}</p>}
      <p className="kw-quiet">{words.basis(region, notIncluded.join("; "))}</p>
    </>
  );
};
