import { ProblemAnswer } from "../api/problem.ts";
import { texts } from "../texts.ts";

/** What is allowed at a field, when what was given is not. */
export type Allowed = (field: string) => string | undefined;

/** Faults by field; one below a field, such as `labels.team` or `zones[1]`, is shown at the field, and says where. */
export const faultsAt =
  (error: unknown): Allowed =>
  (field) => {
    if (!(error instanceof ProblemAnswer)) return undefined;
    const faults = error.problem.errors ?? [];
    const own = faults.find((one) => one.field === field);
    if (own) return texts.create.fault(own.allowed);
    const below = faults.find((one) => one.field.startsWith(`${field}.`) || one.field.startsWith(`${field}[`));
    if (below) return texts.create.faultBelow(below.field, below.allowed);
    return field === "name" && error.problem.code === "AlreadyExists" ? error.problem.detail : undefined;
  };

/** Faults of what lies below a place, such as `nodeGroups[0]`. */
export const faultsBelow =
  (allowed: Allowed, place: string): Allowed =>
  (field) =>
    allowed(`${place}.${field}`);

/** Whether the fault is shown at a field, so that nothing has to be said beside it. */
export const isAtField = (error: unknown): boolean =>
  error instanceof ProblemAnswer && ((error.problem.errors?.length ?? 0) > 0 || error.problem.code === "AlreadyExists");
