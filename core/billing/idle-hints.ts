import { hoursAMonth } from "#contract/billing.ts";
import type { IdleHint } from "#contract/cluster-cost.ts";
import type { CheckRecord } from "#core/ports/bills.ts";
import { perHourMicros } from "./per-hour.ts";
import type { PriceBook } from "./price-book.ts";
import type { Usage, UsageInterval } from "./usage.ts";

const dayMilliseconds = 86_400_000;

/**
 * What a hibernated cluster goes on paying for: its load balancer with that one's addresses, one a zone, and its snapshots. An address that
 * is alone is the NAT gateway's.
 */
export const staysAsleep = ({ kind, quantity }: Pick<Usage, "kind" | "quantity">): boolean =>
  kind === "load-balancer" || kind === "snapshot" || (kind === "address" && quantity > 1);

/**
 * What could be spared, and what that would save: what has been so for a day, by checks an hour apart.
 * @param usage of the cluster @param names of its node groups, by id
 */
export const idleHints = (
  check: CheckRecord | undefined,
  usage: readonly UsageInterval[],
  { names, book, now }: { names: ReadonlyMap<string, string>; book: PriceBook; now: string },
): IdleHint[] => {
  if (!check) return [];
  const open = usage.filter(({ end }) => end === undefined);
  const isLong = (since: string): boolean => Date.parse(check.at) - Date.parse(since) >= dayMilliseconds;
  const hint = (facts: Pick<IdleHint, "kind" | "since" | "message"> & Partial<IdleHint>, saved: UsageInterval[]) => {
    const savesPerHourMicros = perHourMicros(saved, book, now);
    return { ...facts, savesPerHourMicros, savesPerMonthMicros: savesPerHourMicros * hoursAMonth };
  };
  const groups = Object.entries(check.emptySince)
    .filter(([group, since]) => isLong(since) && names.has(group))
    .map(([group, since]) => {
      const nodeGroup = names.get(group) ?? group;
      const message = `node group ${nodeGroup} runs no pods but those that run on every node: make it smaller, or delete it`;
      return hint(
        { kind: "empty-group", since, message, nodeGroup },
        open.filter(({ part }) => part === group),
      );
    });
  const volumes = Object.entries(check.looseSince)
    .filter(([, since]) => isLong(since))
    .map(([resourceId, since]) => {
      const message = `volume ${resourceId} is attached to nothing: delete it if nobody needs what is on it`;
      return hint(
        { kind: "loose-volume", since, message, resourceId },
        open.filter((one) => one.resourceId === resourceId),
      );
    });
  const { idleSince } = check;
  const cluster =
    idleSince !== undefined && isLong(idleSince)
      ? [
          hint(
            {
              ...{ kind: "idle-cluster" as const, since: idleSince },
              message: "the cluster runs no pods but its own: hibernate it while nobody uses it",
            },
            open.filter((one) => !staysAsleep(one)),
          ),
        ]
      : [];
  return [...groups, ...volumes, ...cluster].filter(({ savesPerHourMicros }) => savesPerHourMicros > 0);
};
