import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { DeletionReceipt } from "../api/types.ts";
import { texts } from "../texts.ts";
import { dollars } from "../ui/money.ts";
import { Section } from "../ui/Section.tsx";
import { moment } from "../ui/times.ts";
import { kindOf } from "../ui/words.ts";

const { receipt: words } = texts;

/** What a deletion has left: nothing, or what could not be removed; and the last bill. */
export const Receipt = ({ receipt: { left, checked, checkedAt, bill } }: { receipt: DeletionReceipt }) => (
  <Section head={words.head}>
    {left.length === 0 ? (
      <StatusIndicator type="success">{words.nothing}</StatusIndicator>
    ) : (
      <>
        <StatusIndicator type="error">{words.left}</StatusIndicator>
        <ul>
          {left.map((thing) => (
            <li key={thing}>{thing}</li>
          ))}
        </ul>
      </>
    )}
    <p className="kw-quiet">{words.looked(checked.map(kindOf).join(", "), moment(checkedAt))}</p>
    {bill && <p>{words.bill(dollars(bill.totalMicros), bill.unrated.join(", "))}</p>}
  </Section>
);
