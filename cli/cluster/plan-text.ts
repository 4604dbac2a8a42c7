import { table } from "#cli/table.ts";
import type { Plan, PlannedResource } from "#contract/plans.ts";
import { priceText } from "./price-text.ts";

const things = (list: PlannedResource[]): string =>
  list.map(({ kind, count, detail }) => `${count} × ${kind}${detail ? ` (${detail})` : ""}`).join(", ");

/** What would be made, stage by stage, and what there would be at the end. */
export const planText = ({ clusterName, stages, resources, price }: Plan): string => {
  const calls = stages.flatMap((stage) => stage.calls).reduce((sum, { times }) => sum + times, 0);
  const rows = stages.map(({ name, makes, removes, calls: own }) => [
    name,
    [things(makes), removes.length > 0 ? `takes away ${things(removes)}` : ""].filter(Boolean).join("; "),
    String(own.reduce((sum, { times }) => sum + times, 0)),
  ]);
  return [
    `Creating cluster ${clusterName} would take ${stages.length} stages and ${calls} calls of AWS. Nothing has been done.`,
    "",
    table(["STAGE", "MAKES", "CALLS"], rows),
    "",
    "There would be:",
    ...resources.map((resource) => `  ${things([resource])}`),
    ...(price ? ["", priceText(price)] : []),
  ].join("\n");
};
