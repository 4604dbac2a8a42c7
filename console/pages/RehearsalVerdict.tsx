import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { duration } from "#contract/duration.ts";
import type { Operation } from "../api/types.ts";
import { texts } from "../texts.ts";

const { rehearsal: words } = texts;

type Rehearsal = NonNullable<NonNullable<Operation["upgrade"]>["rehearsal"]>;

const kinds = { passed: "success", failed: "error", overridden: "warning" } as const;

/** What came of restoring the snapshot before an upgrade into programs of the version that is to come. */
export const RehearsalVerdict = ({ rehearsal }: { rehearsal: Rehearsal }) => {
  const { verdict, version, objects, resources, seconds, found, findings, estimate } = rehearsal;
  return (
    <section className="kw-rehearsal" aria-label={words.head}>
      <StatusIndicator type={kinds[verdict]}>{words.verdict[verdict](version)}</StatusIndicator>
      <p className="kw-quiet">
        {words.read(objects, resources, duration(seconds * 1000))} {words.expected(duration(estimate.seconds * 1000))}
      </p>
      {findings.length > 0 && (
        <ul className="kw-checks">
          {findings.map(({ check, what, message }) => (
            <li key={`${check}/${what}`}>
              <code>{what}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {found > findings.length && <p className="kw-quiet">{words.more(found - findings.length)}</p>}
    </section>
  );
};
