import type { Plan } from "../api/types.ts";
import { texts } from "../texts.ts";

const { proof: words } = texts;

/** What holds at every moment of a change. */
export const Proof = ({ proof: { situations, promises, broken } }: { proof: NonNullable<Plan["proof"]> }) => (
  <>
    <h3>{words.head(situations)}</h3>
    <ul>
      {promises.map((promise) => (
        <li key={promise}>{promise}</li>
      ))}
    </ul>
    {broken.map((promise) => (
      <p key={promise} className="kw-stage-why">
        {words.broken(promise)}
      </p>
    ))}
  </>
);
