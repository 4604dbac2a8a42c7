import ProgressBar from "@cloudscape-design/components/progress-bar";
import type { Operation } from "../api/types.ts";
import { texts } from "../texts.ts";

type Progress = NonNullable<Operation["keyRotation"]>;

/** How far a phase of a rotation is, and whether it goes back. */
export const KeyProgress = ({ progress: { phase, goesBack, step, machines } }: { progress: Progress }) => (
  <div className="kw-progress">
    <ProgressBar
      value={machines.total === 0 ? 0 : (100 * machines.done) / machines.total}
      label={goesBack ? texts.keys.back : texts.keys.act[phase]}
      additionalInfo={texts.upgrade.done(machines.done, machines.total)}
      {...(step === undefined ? {} : { description: step })}
    />
  </div>
);
