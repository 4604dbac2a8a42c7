import type { ReactNode } from "react";
import { duration } from "#contract/duration.ts";
import type { OperationStage } from "../api/types.ts";
import { texts } from "../texts.ts";
import { spoken } from "./words.ts";

const marks: Record<OperationStage["status"], string> = {
  pending: "",
  running: "",
  succeeded: "✓",
  failed: "✕",
  undoing: "↺",
  undone: "↺",
};

/** Whether what it made is being taken back, has been, or could not be. */
export const isBack = ({ status, undoStartedAt }: OperationStage): boolean =>
  undoStartedAt !== undefined || status === "undoing" || status === "undone";

const took = (from: string | undefined, to: string | undefined, now: number): string =>
  from === undefined ? "" : duration((to ? Date.parse(to) : now) - Date.parse(from));

interface Props {
  stage: OperationStage;
  now: number;
  /** On the way back its own time counts. */
  back?: boolean;
  /** What went wrong, where it was here. */
  why?: string | undefined;
  /** Of what it consists, where that is not one thing. */
  children?: ReactNode;
}

/** One stage, with its time, and what it says while that matters. */
export const Stage = ({ stage, now, back = false, why, children }: Props) => {
  const { name, status, attempts, message, startedAt, endedAt, undoStartedAt, undoEndedAt } = stage;
  const time = back ? took(undoStartedAt, undoEndedAt, now) : took(startedAt, endedAt, now);
  const again = attempts > 1 && (status === "running" || status === "failed");
  const says = status === "succeeded" || status === "undone" ? undefined : message;
  const isNow = status === "running" || (back && status === "undoing");
  return (
    <>
      <span className="kw-stage-mark" aria-hidden="true">
        {why ? marks.failed : marks[status]}
      </span>
      <div>
        <span aria-current={isNow ? "step" : undefined}>{spoken(name)}</span>{" "}
        <span className="kw-stage-time">{time}</span>
        <span className="kw-visually-hidden">{texts.operation.stageStatus[status]}</span>{" "}
        {again && <span className="kw-stage-note">{texts.operation.attempt(attempts)}</span>}{" "}
        {(why ?? says) && <span className={why ? "kw-stage-why" : "kw-stage-note"}>{why ?? says}</span>}
        {children}
      </div>
    </>
  );
};
