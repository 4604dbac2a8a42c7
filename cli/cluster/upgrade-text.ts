import type { Cluster, UpgradePlan, UpgradeProgress } from "#cli/api-types.ts";
import { findingLines } from "#cli/finding-lines.ts";
import { dollars } from "#cli/money.ts";
import { proofLines } from "#cli/proof-lines.ts";
import { table } from "#cli/table.ts";
import { duration } from "#contract/duration.ts";
import { changePriceLines } from "./change-price-text.ts";

/** How far an upgrade is, and which way it goes. */
export const upgradeLine = ({ from, to, hops, target, step, machines, emulates }: UpgradeProgress): string => {
  const { done, total } = machines;
  const at = (hops ?? []).findIndex((hop) => hop.from === from);
  return [
    ...(hops ? [`hop ${at + 1} of ${hops.length} to ${hops.at(-1)?.to}`] : []),
    target === to ? `${from} → ${to}` : `back to ${from}`,
    `${done} of ${total} machines`,
    ...(emulates === undefined ? [] : [`its API is of ${emulates} as yet`]),
    ...(step === undefined ? [] : [step]),
  ].join(", ");
};

/** Whether the last upgrade can be rolled back; nothing of a cluster that was never upgraded. */
export const rollbackFacts = ({ rollback }: Pick<Cluster, "rollback">): [string, string][] => {
  const { possible, version, until, message = "" } = rollback ?? { possible: false };
  if (version === undefined) return [];
  return [["Rollback", possible ? `to ${version}, until ${until}` : `not possible: ${message}`]];
};

const verdicts = {
  passed: "passed",
  failed: "failed",
  overridden: "went on in spite of what was found",
} as const;

/** What came of rehearsing an upgrade. */
export const rehearsalLines = ({ rehearsal }: UpgradeProgress): string[] => {
  if (!rehearsal) return [];
  const { verdict, version, objects, resources, seconds, found, findings, estimate } = rehearsal;
  const expected = duration(estimate.seconds * 1000);
  return [
    `Rehearsal with ${version} ${verdicts[verdict]}: ${objects} objects of ${resources} kinds read in ${duration(seconds * 1000)}; the upgrade is expected to take ${expected}.`,
    ...findings.map(({ check, message }) => `  ${check}: ${message}`),
    ...(found > findings.length ? [`  and ${found - findings.length} more`] : []),
  ];
};

type Rehearsal = NonNullable<UpgradePlan["rehearsal"]>;

const rehearsalPrice = ({ perHourMicros, mostMicros, mostSeconds, unrated }: Rehearsal): string =>
  `${dollars(perHourMicros)} an hour, at most ${dollars(mostMicros)} (${duration(mostSeconds * 1000)})` +
  (unrated.length > 0 ? `, without ${unrated.join(", ")}` : "");

const read = "a snapshot is taken, and restored and read by an etcd and an API server of";

/** Each hop has one of its own. */
const rehearsalPlan = ({ hops }: UpgradePlan): string[] => {
  const rehearsals = hops.flatMap(({ rehearsal }) => (rehearsal ? [rehearsal] : []));
  const [first] = rehearsals;
  if (!first) return [];
  if (hops.length === 1)
    return [
      `Before that, ${read} ${first.version} on a ${first.machineType} of its own: ${rehearsalPrice(first)}.`,
      "",
    ];
  return [
    `Before each hop, ${read} its version, on a machine of its own:`,
    ...rehearsals.map((one) => `  ${one.version} on a ${one.machineType}: ${rehearsalPrice(one)}`),
    "",
  ];
};

const hopLines = ({ hops }: UpgradePlan): string[] =>
  hops.length < 2
    ? []
    : [
        table(
          ["HOP", "FROM", "TO", "MACHINES", "EXPECTED"],
          hops.map(({ from, to, machines, seconds }, i) => [
            ...[String(i + 1), from, to, String(machines)],
            duration(seconds * 1000),
          ]),
        ),
        "Each is rehearsed by itself, and stays as it is when a later one fails.",
        "",
      ];

/** What an upgrade would do, and what is in its way. */
export const upgradePlanText = (plan: UpgradePlan): string => {
  const { kind, clusterName, from, to, findings, steps, machines, changePrice, proof } = plan;
  const what = kind === "cluster.upgrade" ? "Upgrading cluster" : "Rolling back cluster";
  return [
    `${what} ${clusterName} from ${from} to ${to} would replace ${machines} machines. Nothing has been done.`,
    "",
    ...hopLines(plan),
    table(
      ["STEP", "WHAT"],
      steps.map(({ text }, i) => [String(i + 1), text]),
    ),
    "",
    ...rehearsalPlan(plan),
    ...changePriceLines(changePrice),
    "",
    ...findingLines(findings),
    "",
    ...proofLines(proof),
  ].join("\n");
};
