import { Link } from "react-router";
import { bootStages } from "#contract/boot-stages.ts";
import { duration } from "#contract/duration.ts";
import { isOver } from "#contract/states.ts";
import { goesOn } from "../api/clusters.ts";
import type { Operation, OperationStage } from "../api/types.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { OperationMark } from "../ui/Mark.tsx";
import { Stages } from "../ui/Stages.tsx";
import { moment } from "../ui/times.ts";
import { useNow } from "../ui/use-now.ts";
import { BootingMachines } from "./BootingMachines.tsx";
import { KeyProgress } from "./KeyProgress.tsx";
import { OperationActs } from "./OperationActs.tsx";
import { RollProgress } from "./RollProgress.tsx";
import { UpgradeProgress } from "./UpgradeProgress.tsx";

const { operation: words } = texts;

const Time = ({ operation: { createdAt, endedAt } }: { operation: Operation }) => {
  const now = useNow(endedAt === undefined);
  return (
    <span title={moment(createdAt)}>{duration((endedAt ? Date.parse(endedAt) : now) - Date.parse(createdAt))}</span>
  );
};

/** What a rehearsal waits for is no node of the cluster. */
const Machines = ({ operation, stage: { name, status } }: { operation: Operation; stage: OperationStage }) => {
  const waits = bootStages.has(name) && name !== "AwaitRehearsal" && goesOn(operation);
  if (!waits || (status !== "running" && status !== "succeeded")) return null;
  const members = name === "AwaitMembers";
  return <BootingMachines clusterId={operation.clusterId} members={members} over={status === "succeeded"} />;
};

/** An operation as it goes on: its way, its time, its error, and what can be done. */
export const OperationCard = ({ operation }: { operation: Operation }) => {
  const { id, kind, status, error, upgrade, roll, keyRotation, reason, cancelAsked, pause, requestedBy } = operation;
  const placed = operation.stages.some(({ name }) => name === error?.stage);
  return (
    <section className="kw-operation" aria-label={words.kind[kind]}>
      <div className="kw-operation-head">
        <h2>
          <Link to={paths.operation(id)}>{words.kind[kind]}</Link>
        </h2>
        <OperationMark status={status} />
        <Time operation={operation} />
        <span className="kw-quiet">{words.by(requestedBy)}</span>
        <OperationActs operation={operation} />
      </div>
      {reason && <p>{reason.message}</p>}
      {cancelAsked && <p>{words.cancelled(cancelAsked.by)}</p>}
      {pause && !isOver(status) && (
        <p>{pause.since ? words.paused(pause.by, moment(pause.since)) : words.toPause(pause.by)}</p>
      )}
      {roll && <RollProgress progress={roll} />}
      {keyRotation && <KeyProgress progress={keyRotation} />}
      {upgrade && <UpgradeProgress progress={upgrade} over={isOver(status)} />}
      <Stages operation={operation} parts={(stage) => <Machines operation={operation} stage={stage} />} />
      {error && !placed && (
        <p className="kw-stage-why">
          {error.message} ({error.code})
        </p>
      )}
      {status === "rolled-back" && <p>{words.rolledBack}</p>}
    </section>
  );
};
