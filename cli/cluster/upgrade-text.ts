import type { UpgradePlan, UpgradeProgress } from "#cli/api-types.ts";
import { table } from "#cli/table.ts";

/** How far an upgrade is, and which way it goes. */
export const upgradeLine = ({ from, to, target, step, machines: { done, total } }: UpgradeProgress): string =>
  [
    target === to ? `${from} → ${to}` : `back to ${from}`,
    `${done} of ${total} machines`,
    ...(step === undefined ? [] : [step]),
  ].join(", ");

/** What an upgrade would do, and what is in its way. */
export const upgradePlanText = ({ clusterName, from, to, findings, steps, machines, proof }: UpgradePlan): string =>
  [
    `Upgrading cluster ${clusterName} from ${from} to ${to} would replace ${machines} machines. Nothing has been done.`,
    "",
    table(
      ["STEP", "WHAT"],
      steps.map(({ text }, i) => [String(i + 1), text]),
    ),
    "",
    findings.length === 0 ? "Nothing is in its way." : "Found:",
    ...findings.map(({ severity, check, message, forcible }) => {
      const way = forcible ? ` (\`--force ${check}\` goes on)` : "";
      return `  ${severity}: ${check}: ${message}${way}`;
    }),
    "",
    `In each of ${proof.situations} situations, with any one failure: ${proof.promises.join("; ")}.`,
    ...proof.broken.map((promise) => `  not kept: ${promise}`),
  ].join("\n");
