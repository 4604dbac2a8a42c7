import ProgressBar from "@cloudscape-design/components/progress-bar";
import type { Operation } from "../api/types.ts";
import { texts } from "../texts.ts";

const { group: words } = texts;

/** How many of the machines that were outdated are replaced. */
export const RollProgress = ({ progress: { maxSurge, machines } }: { progress: NonNullable<Operation["roll"]> }) => (
  <div className="kw-progress">
    <ProgressBar
      value={machines.total === 0 ? 0 : (100 * machines.done) / machines.total}
      label={words.replaced}
      additionalInfo={words.replacedOf(machines.done, machines.total, maxSurge)}
    />
  </div>
);
