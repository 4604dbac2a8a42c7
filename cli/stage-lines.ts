import type { Operation, OperationStage } from "#cli/api-types.ts";
import { duration } from "#contract/duration.ts";
import type { Style } from "./terminal.ts";

/** `LaunchControlPlane` as people say it. */
export const stageTitle = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").split(" ");
  return words.map((word, i) => (i === 0 ? word : word.toLowerCase())).join(" ");
};

const marks: Record<OperationStage["status"], [string, Style]> = {
  pending: ["·", "dim"],
  running: ["◐", "cyan"],
  succeeded: ["✓", "green"],
  failed: ["✗", "red"],
  undoing: ["↺", "yellow"],
  undone: ["↺", "dim"],
};
const spin = ["◐", "◓", "◑", "◒"];

const took = (from: string | undefined, to: string | undefined, now: number): string | undefined =>
  from && duration((to ? Date.parse(to) : now) - Date.parse(from));

/** How long a stage took, or takes so far; of one that is taken back how long that does. Undefined when it has not begun. */
const stageTime = (stage: OperationStage, now: number): string | undefined =>
  stage.status === "undoing" || stage.status === "undone"
    ? took(stage.undoStartedAt, stage.undoEndedAt, now)
    : took(stage.startedAt, stage.endedAt, now);

/** What a stage last said, while it matters. */
const said = ({ status, message }: OperationStage): string | undefined =>
  status === "succeeded" || status === "undone" ? undefined : message;

/** Looking again until something is ready counts as an attempt, so that the number says nothing of a stage that went well. */
const again = ({ status, attempts }: OperationStage): string =>
  attempts > 1 && (status === "running" || status === "failed") ? `, attempt ${attempts}` : "";

type Styled = (style: Style, text: string) => string;

/** Every stage of an operation, one a line, with its mark and time. */
export const stageLines = ({ stages }: Operation, now: number, styled: Styled): string[] => {
  const width = Math.max(...stages.map(({ name }) => stageTitle(name).length));
  return stages.map((stage) => {
    const [mark, style] = marks[stage.status];
    const moving = stage.status === "running" || stage.status === "undoing";
    const shown = stage.status === "running" ? (spin[Math.floor(now / 250) % spin.length] ?? mark) : mark;
    const title = stageTitle(stage.name).padEnd(width + 2);
    const time = stageTime(stage, now);
    const message = said(stage);
    const more = `${(time ?? "").padStart(9)}${again(stage)}${message ? `  ${message}` : ""}`;
    const text = stage.status === "pending" ? styled("dim", title.trimEnd()) : moving ? styled("bold", title) : title;
    return `  ${styled(style, shown)} ${text}${stage.status === "pending" ? "" : more}`.trimEnd();
  });
};

const words: Partial<Record<OperationStage["status"], string>> = {
  succeeded: "done",
  failed: "failed",
  undoing: "is being undone",
  undone: "undone",
};

/** What is new since the last look, for outputs that are no terminal: a line for each stage that has ended. */
export const newStageLines = (before: Operation | undefined, now: Operation): string[] =>
  now.stages.flatMap((stage) => {
    const word = words[stage.status];
    const known = before?.stages.find(({ name }) => name === stage.name)?.status;
    if (word === undefined || stage.status === known) return [];
    const time = stageTime(stage, Date.now());
    const message = said(stage);
    const more = `${time ? ` in ${time}` : ""}${again(stage)}${message ? ` (${message})` : ""}`;
    return [`  ${stageTitle(stage.name)}: ${word}${more}`];
  });
