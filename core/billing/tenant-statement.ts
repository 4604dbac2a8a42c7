import type { MonthQuery, TenantStatement } from "#contract/statements.ts";
import type { Call } from "#core/clusters/command.ts";
import type { Bills } from "#core/ports/bills.ts";
import type { Clock } from "#core/ports/state.ts";
import { readMonth } from "./read-range.ts";

/** All of one month, this one by default, added up. @throws InvalidInput for a month that has not begun */
export const billingStatement = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, MonthQuery>,
  { bills, clock }: { bills: Bills; clock: Clock },
): Promise<TenantStatement> => {
  const now = clock.now();
  const month = readMonth(query.month, now) ?? now.slice(0, 7);
  const statements = await bills.statements(tenantId, { month });
  const isClosed = month < now.slice(0, 7) && statements.every(({ state }) => state === "closed");
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);
  return {
    month,
    state: isClosed ? "closed" : "open",
    currency: "USD",
    clusters: statements.length,
    totalMicros: sum(statements.map(({ totalMicros }) => totalMicros)),
    correctionsMicros: sum(statements.flatMap(({ corrections }) => corrections.map(({ micros }) => micros))),
    unrated: [...new Set(statements.flatMap(({ unrated }) => unrated))].sort(),
    at: statements.map(({ at }) => at).sort()[0] ?? now,
  };
};
