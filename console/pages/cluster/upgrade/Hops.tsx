import { duration } from "#contract/duration.ts";
import type { UpgradePlan } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";

const { upgrade: words } = texts;

/** Of an upgrade over several minors: each of them, with how long it is expected to take. */
export const Hops = ({ hops }: Pick<UpgradePlan, "hops">) =>
  hops.length < 2 ? null : (
    <>
      <h3>{words.hops}</h3>
      <p>{words.hopsBody}</p>
      <ol>
        {hops.map(({ from, to, machines, seconds }) => (
          <li key={to}>{words.hop(from, to, machines, duration(seconds * 1000))}</li>
        ))}
      </ol>
    </>
  );
