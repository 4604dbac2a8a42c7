import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import { duration } from "#contract/duration.ts";
import { api, begun } from "../../api/client.ts";
import { useRotationPlan } from "../../api/plans.ts";
import type { KeyRotationPlan, RotateKeys as Order } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { ChangeCost } from "../../ui/ChangeCost.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { useChange } from "./use-change.ts";

const { keys: words } = texts;

type Force = NonNullable<Order["force"]>;

interface Props {
  clusterId: string;
  name: string;
  phase: Order["phase"];
  /** What the phase waits for, unless the caller says otherwise. */
  waitsFor: string[];
  onClose: () => void;
}

const Planned = ({ plan: { machines, seconds, advice, changePrice } }: { plan: KeyRotationPlan }) => (
  <>
    <p>{words.would(machines, duration(seconds * 1000))}</p>
    <ul aria-label={words.yours}>
      {advice.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
    <ChangeCost price={changePrice} />
  </>
);

/** Asks once before a phase of a rotation begins, with what it does, what is in its way, and what people have to do. */
export const RotateKeys = ({ clusterId, name, phase, waitsFor, onClose }: Props) => {
  const [force, setForce] = useState<Force>([]);
  const body = { phase, force };
  const plan = useRotationPlan(clusterId, body);
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) =>
      begun(api.POST("/clusters/{clusterId}/keys/rotate", { params: { path: { clusterId }, header }, body })),
    onClose,
  );
  const found = [
    ...(plan.data?.findings ?? []),
    ...(phase === "drop" ? waitsFor : []).map((message) => ({
      ...{ check: "credentials" as const, severity: "blocking" as const, forcible: true, message },
    })),
  ];
  return (
    <Confirm
      head={words.ask(name)}
      act={words.act[phase]}
      busy={isPending}
      error={error ?? plan.error}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <p>{words.body[phase]}</p>
      {found.map(({ check, message, forcible }) => (
        <div key={message}>
          <p className="kw-stage-note">{message}</p>
          {forcible && (
            <Checkbox
              checked={(force as string[]).includes(check)}
              onChange={({ detail }) =>
                setForce([...force.filter((one) => one !== check), ...(detail.checked ? [check as Force[number]] : [])])
              }
            >
              {texts.upgrade.force}
            </Checkbox>
          )}
        </div>
      ))}
      {plan.data ? <Planned plan={plan.data} /> : plan.error ? null : <Loading />}
    </Confirm>
  );
};
