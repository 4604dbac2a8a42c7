import type { Plan } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { ChangeCost } from "../../ui/ChangeCost.tsx";
import { Proof } from "../../ui/Proof.tsx";
import { things } from "./planned-things.ts";

const { groups: words } = texts;

/** What a change of a node group would make, take away and cost. */
export const PlannedChange = ({ plan }: { plan: Plan | undefined }) => (
  <>
    <p className="kw-quiet" role="status">
      {plan ? words.would(things(plan, "makes").join(", "), things(plan, "removes").join(", ")) : words.noPlan}
    </p>
    {plan?.changePrice && <ChangeCost price={plan.changePrice} />}
    {plan?.proof && <Proof proof={plan.proof} />}
  </>
);
