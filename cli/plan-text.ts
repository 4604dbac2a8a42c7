import type { Plan, PlannedResource } from "#cli/api-types.ts";
import { changePriceLines } from "#cli/cluster/change-price-text.ts";
import { priceText } from "#cli/cluster/price-text.ts";
import { proofLines } from "#cli/proof-lines.ts";
import { table } from "#cli/table.ts";
import { heads } from "#cli/watch-operation.ts";

const things = (list: PlannedResource[]): string =>
  list.map(({ kind, count, detail }) => `${count} × ${kind}${detail ? ` (${detail})` : ""}`).join(", ");

/** What would be made, stage by stage, and what there would be at the end. */
export const planText = ({ kind, clusterName, stages, resources, price, changePrice, proof }: Plan): string => {
  const calls = stages.flatMap((stage) => stage.calls).reduce((sum, { times }) => sum + times, 0);
  const rows = stages.map(({ name, makes, removes, calls: own }) => [
    name,
    [things(makes), removes.length > 0 ? `takes away ${things(removes)}` : ""].filter(Boolean).join("; "),
    String(own.reduce((sum, { times }) => sum + times, 0)),
  ]);
  return [
    `${heads[kind]} ${clusterName} would take ${stages.length} stages and ${calls} calls of AWS. Nothing has been done.`,
    "",
    table(["STAGE", "MAKES", "CALLS"], rows),
    ...(resources.length > 0 ? ["", "There would be, new:", ...resources.map((one) => `  ${things([one])}`)] : []),
    ...(price ? ["", priceText(price)] : []),
    ...(changePrice ? ["", ...changePriceLines(changePrice)] : []),
    ...(proof ? ["", ...proofLines(proof)] : []),
  ].join("\n");
};
