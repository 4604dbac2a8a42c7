import type { WayBack } from "#core/ports/state.ts";
import type { OperationRecord, Upgrade } from "#core/records.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";
import { goesBack, untilCancelled } from "./cancel-operation.ts";
import { canGoBack } from "./failed-end.ts";
import { upgradeSteps } from "./stages.ts";

/** Stages of an upgrade's step that take something away or write what all later ones read: the loop looks at what there is then. */
export const noReturn: readonly (typeof upgradeSteps)[number][] = [
  ...(["PrepareVersion", "RemoveMember", "RemoveNodes", "ReroutePods", "UpgradeAddOns", "CheckHealth"] as const),
];

const begunOf = ({ stages }: OperationRecord, among: (name: string) => boolean = () => true): string[] =>
  stages.filter(({ name, status }) => status !== "pending" && among(name)).map(({ name }) => name);

/** Of the step that it is at: those before it are done, and stay as they are until the loop goes back. */
const wayBackInStep = (operation: OperationRecord, { steps, from, to, back }: Upgrade): WayBack | undefined => {
  const begun = begunOf(operation, (name) => (upgradeSteps as readonly string[]).includes(name));
  const stage = begun.at(-1);
  if (stage === undefined || begun.some((name) => (noReturn as readonly string[]).includes(name))) return undefined;
  const step = { id: `${operation.operationId}-${steps}`, version: back ? from : to, back: back !== undefined };
  return { stage, step };
};

/** How what an operation has made is undone; undefined when a stage has begun from which there is no way back, or the workflow knows no way but on. */
export const wayBackOf = (operation: OperationRecord): WayBack | undefined => {
  const { kind, stages, upgrade } = operation;
  if (!goesBack[kind]) return undefined;
  if (upgrade && !hasChangedNothing(operation)) return wayBackInStep(operation, upgrade);
  const begun = begunOf(operation);
  const isBeyond = begun.some((name) => !canGoBack(operation, name) || name === untilCancelled(kind));
  const stage = begun.at(-1) ?? stages[0]?.name;
  return isBeyond || stage === undefined ? undefined : { stage };
};
