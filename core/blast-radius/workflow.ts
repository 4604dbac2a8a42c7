import type { Following } from "./search.ts";

/** Where a workflow stands in the small. */
export interface Standing {
  /** Which stage does its part, or undoes it; over where there is none. */
  at: number;
  goes: "on" | "back";
  /** Failures and losses that may still come. */
  accidents: number;
}

/**
 * What a stage makes of a situation while it has something to do: one for each order in which it may go on. Nothing once it is done;
 * `failed` where it never will be.
 */
export type Part<Situation, Context> = (situation: Situation, context: Context) => Situation[] | "failed";

export type Parts<Situation, Context> = Readonly<Partial<Record<string, Part<Situation, Context>>>>;

export interface Workflow<Situation, Context> {
  /** In their order. Those without a part write down, or look: nothing follows from whether they have. */
  stages: readonly string[];
  parts: Parts<Situation, Context>;
  undos: Parts<Situation, Context>;
  /** The stage from which there is no way back. */
  beyondReturn: string;
  context: Context;
  /** What a failure leaves. @param back whether all is undone from here on */
  failed(situation: Situation, back: boolean): Situation;
  /** All that may be lost now. */
  losses(situation: Situation): Situation[];
  /** What is begun once it is over; undefined where nothing is left to do. */
  again(situation: Situation): Situation | undefined;
}

/** A stage, or its undo, has failed for good: up to the one without a way back everything is undone, the last stage first. */
const failed = <Situation extends Standing, Context>(
  situation: Situation,
  { stages, beyondReturn, failed: left }: Workflow<Situation, Context>,
): Situation => {
  const back = situation.goes === "on" && situation.at < stages.indexOf(beyondReturn);
  const where: Partial<Standing> = back ? { goes: "back" } : { at: stages.length };
  return left({ ...situation, ...where, accidents: 0 }, back);
};

/** Stage by stage, with one failure or loss at any moment. */
export const followWorkflow = <Situation extends Standing, Context>(
  situation: Situation,
  workflow: Workflow<Situation, Context>,
): Following<Situation> => {
  const { at, goes, accidents } = situation;
  const { stages, parts, undos, context, losses, again } = workflow;
  const stage = stages[at];
  if (stage === undefined) {
    const more = again(situation);
    return { next: more ? [more] : [], accidents: [] };
  }
  const did = (goes === "on" ? parts : undos)[stage]?.(situation, context) ?? [];
  if (did === "failed") return { next: [failed(situation, workflow)], accidents: [] };
  const hence = goes === "on" ? at + 1 : at === 0 ? stages.length : at - 1;
  const next = did.length > 0 ? did : [{ ...situation, at: hence }];
  return { next, accidents: accidents > 0 ? [failed(situation, workflow), ...losses(situation)] : [] };
};
