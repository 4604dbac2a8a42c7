import type { State } from "#core/ports/state.ts";
import type { OperationRecord, Upgrade } from "#core/records.ts";

type Begins = Parameters<State["noteUpgrade"]>[1]["begins"];

/** What an operation's record is from the beginning of a step on: its stages are pending, as if none of them had ever run. */
export const stepOf = (
  { stages }: Pick<OperationRecord, "stages">,
  upgrade: Upgrade,
  begins: Begins,
): Pick<OperationRecord, "upgrade" | "stages" | "member" | "change"> => ({
  upgrade,
  stages: stages.map((stage) =>
    begins?.stages.includes(stage.name) ? { name: stage.name, status: "pending", attempts: 0 } : stage,
  ),
  ...(begins?.member ? { member: begins.member } : {}),
  ...(begins?.change ? { change: begins.change } : {}),
});
