import ProgressBar from "@cloudscape-design/components/progress-bar";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Operation } from "../api/types.ts";
import { texts } from "../texts.ts";
import { RehearsalVerdict } from "./RehearsalVerdict.tsx";

const { upgrade: words } = texts;

type Progress = NonNullable<Operation["upgrade"]>;

/** How far an upgrade is, which way it goes, and what becomes of it if it fails. @param over whether it is at its end */
export const UpgradeProgress = ({ progress, over }: { progress: Progress; over: boolean }) => {
  const { from, to, hops, target, step, machines, emulates, rehearsal } = progress;
  const back = target !== to;
  return (
    <div className="kw-progress">
      {back && !over && <StatusIndicator type="warning">{words.goesBack(from)}</StatusIndicator>}
      {hops && (
        <ol>
          {hops.map((hop) => (
            <li key={hop.to}>
              {hop.from} → {hop.to}: {words.hopIs[hop.status]}
            </li>
          ))}
        </ol>
      )}
      <ProgressBar
        value={machines.total === 0 ? 0 : (100 * machines.done) / machines.total}
        label={words.machinesOf(target)}
        additionalInfo={words.done(machines.done, machines.total)}
        {...(step !== undefined && !over ? { description: step } : {})}
      />
      {emulates !== undefined && !over && !back && <p className="kw-quiet">{words.emulates(emulates, to)}</p>}
      {rehearsal && <RehearsalVerdict rehearsal={rehearsal} />}
      {!over && <p className="kw-quiet">{back ? words.wayBack(from) : words.ifItFails(from)}</p>}
    </div>
  );
};
