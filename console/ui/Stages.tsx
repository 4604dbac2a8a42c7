import { duration } from "#contract/duration.ts";
import type { Operation, OperationStage } from "../api/types.ts";
import { texts } from "../texts.ts";
import { useNow } from "./use-now.ts";
import { spoken } from "./words.ts";

const marks: Record<OperationStage["status"], string> = {
  pending: "",
  running: "",
  succeeded: "✓",
  failed: "✕",
  undoing: "↺",
  undone: "↺",
};

const isBack = ({ status }: OperationStage): boolean => status === "undoing" || status === "undone";

/** Of what is taken back nobody has noted when that began. */
const timeOf = (stage: OperationStage, now: number): string => {
  const { startedAt, endedAt } = stage;
  if (startedAt === undefined || isBack(stage)) return "";
  return duration((endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt));
};

/** What it last said, while that matters. */
const said = ({ status, message }: OperationStage): string | undefined =>
  status === "succeeded" || status === "undone" ? undefined : message;

const Stage = ({ stage, now, why }: { stage: OperationStage; now: number; why: string | undefined }) => {
  const { name, status, attempts } = stage;
  const message = why ?? said(stage);
  const again = attempts > 1 && (status === "running" || status === "failed");
  return (
    <li className="kw-stage" data-status={status} aria-current={status === "running" ? "step" : undefined}>
      <span className="kw-stage-mark" aria-hidden="true">
        {marks[status]}
      </span>
      <span className="kw-stage-name">{spoken(name)}</span>
      <span className="kw-stage-time">{timeOf(stage, now)}</span>
      <span className="kw-visually-hidden">{texts.operation.stageStatus[status]}</span>
      {again && <span className="kw-stage-note">{texts.operation.attempt(attempts)}</span>}
      {message && <span className={why ? "kw-stage-why" : "kw-stage-note"}>{message}</span>}
    </li>
  );
};

/** What is taken back, in the order in which that is done: the last that was made is the first to go. */
const WayBack = ({ stages, now }: { stages: OperationStage[]; now: number }) =>
  stages.length === 0 ? null : (
    <>
      <h3 className="kw-way-back">{texts.operation.wayBack}</h3>
      <ol className="kw-stages" aria-label={texts.operation.wayBack}>
        {stages.map((stage) => (
          <Stage key={stage.name} stage={stage} now={now} why={undefined} />
        ))}
      </ol>
    </>
  );

/** The way of an operation's workflow, stage by stage, as it goes on, with its error where it happened; below it the way back. */
export const Stages = ({ operation: { stages, error, endedAt } }: { operation: Operation }) => {
  const now = useNow(endedAt === undefined);
  return (
    <>
      <ol className="kw-stages" aria-label={texts.operation.stages}>
        {stages.map((stage) => (
          <Stage
            key={stage.name}
            stage={stage}
            now={now}
            why={error?.stage === stage.name ? `${error.message} (${error.code})` : undefined}
          />
        ))}
      </ol>
      <WayBack stages={stages.filter(isBack).toReversed()} now={now} />
    </>
  );
};
