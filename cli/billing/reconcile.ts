import { type Command, InvalidArgumentError } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { dollars } from "#cli/money.ts";
import { table } from "#cli/table.ts";
import { mostBilledUsages, type Reconciliation } from "#contract/reconciliation.ts";
import { readReport } from "./read-report.ts";

const amountText = ({ unitSeconds, micros }: { unitSeconds: number; micros?: number | undefined }): string =>
  `${unitSeconds} s, ${micros === undefined ? "unrated" : dollars(micros)}`;

const reconciliationText = (result: Reconciliation): string => {
  const { residual, differences, unassigned, notMetered, compared, since, until, foreignLines } = result;
  const isZero = residual.unitSeconds === 0 && residual.micros === 0;
  return [
    `${compared} things from ${since} to ${until}: ${isZero ? "ledger and bill are the same" : `they differ by ${amountText(residual)}`}.`,
    ...(differences.length > 0
      ? [
          "",
          table(
            ["CLUSTER", "RESOURCE", "KIND", "LEDGER", "BILL", "DIFFERENCE"],
            differences.map(({ clusterId, resourceId, kind, ledger, bill, difference }) => [
              ...[clusterId, resourceId, kind, amountText(ledger), amountText(bill), amountText(difference)],
            ]),
          ),
        ]
      : []),
    ...(unassigned.lines > 0
      ? ["", `Public addresses that the bill gives to no cluster: ${amountText(unassigned)}.`]
      : []),
    ...(notMetered.length > 0
      ? [
          "",
          "On the bill, and not metered:",
          table(
            ["USAGE TYPE", "COST"],
            notMetered.map((one) => [one.usageType, dollars(one.micros)]),
          ),
        ]
      : []),
    ...(foreignLines > 0 ? ["", `${foreignLines} lines are about things of no cluster.`] : []),
  ].join("\n");
};

/** @throws InvalidArgumentError */
const hourOf = (text: string): string => {
  const at = Date.parse(text);
  if (Number.isNaN(at) || at % 3600_000 !== 0)
    throw new InvalidArgumentError("A whole hour such as 2026-01-01T00:00:00Z is needed.");
  return new Date(at).toISOString();
};

export const billingReconcile = (world: World): Command =>
  verb("reconcile", "hold the ledger against AWS's cost and usage report (CUR 2.0, CSV or CSV.gz, with resource ids)")
    .argument("<file...>", "all files of one report")
    .option(
      "--since <time>",
      "from this hour on, such as 2026-01-01T00:00:00Z; where the report begins when absent",
      hourOf,
    )
    .option("--until <time>", "up to this hour; where the report ends when absent", hourOf)
    .addHelpText(
      "after",
      "\nThe last day of a report is not complete before a day or two have passed: leave it out with --until.",
    )
    .action(
      async (files: string[], { since, until, ...options }: CommonOptions & { since?: string; until?: string }) => {
        const { client, print } = openSession(world, options);
        const report = await readReport(files, {
          ...(since === undefined ? {} : { since }),
          ...(until === undefined ? {} : { until }),
        });
        if (report.lines.length > mostBilledUsages)
          throw wrongInput(
            `the report has ${report.lines.length} things and usage types; ${mostBilledUsages} at most are compared`,
          );
        const body = { since: since ?? report.since, until: until ?? report.until, lines: report.lines };
        const result = await client("billingReconcile", { body });
        print(result, reconciliationText(result));
      },
    );
