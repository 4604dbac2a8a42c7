import type { EventRecord } from "#core/events/event-record.ts";
import type {
  Bills,
  BudgetRecord,
  CheckRecord,
  ReconciliationRecord,
  StatementRecord,
  UnratedRecord,
} from "#core/ports/bills.ts";
import { newestFirst, pageOf } from "./pages.ts";
import type { Kept } from "./state.ts";

/** Statements and budgets in memory; adapters/bills.contract.ts holds them to the port's promises. */
export const fakeBills = (kept: Pick<Kept, "events">): Bills => {
  const statements = new Map<string, StatementRecord>();
  const budgets = new Map<string, BudgetRecord>();
  const reconciliations = new Map<string, ReconciliationRecord>();
  const checks = new Map<string, CheckRecord>();
  const unrated = new Map<string, UnratedRecord>();
  const keepNewer = <R extends { tenantId: string; clusterId: string; at: string }>(
    records: Map<string, R>,
    record: R,
    event: EventRecord | undefined,
  ): boolean => {
    const key = `${record.tenantId} ${record.clusterId}`;
    if ((records.get(key)?.at ?? "") >= record.at) return false;
    records.set(key, structuredClone(record));
    if (event) kept.events.set(event.eventId, structuredClone(event));
    return true;
  };
  const idOf = ({ month, clusterId }: StatementRecord): string => `${month} ${clusterId}`;
  const found = (tenantId: string, { clusterId, month }: { clusterId?: string; month?: string }): StatementRecord[] =>
    newestFirst(
      [...statements.values()].filter(
        (one) =>
          one.tenantId === tenantId &&
          (clusterId ?? one.clusterId) === one.clusterId &&
          (month ?? one.month) === one.month,
      ),
      idOf,
    );
  const keepStatement = (statement: StatementRecord): boolean => {
    const key = `${statement.tenantId} ${statement.month} ${statement.clusterId}`;
    const there = statements.get(key);
    if (there?.state === "closed" || (there && statement.state === "open" && there.at >= statement.at)) return false;
    statements.set(key, structuredClone(statement));
    return true;
  };
  return {
    statements: async (tenantId, of) => structuredClone(found(tenantId, of)),
    statementPage: async (tenantId, of, { limit, after }) => {
      const { items, next } = pageOf(
        found(tenantId, of),
        idOf,
        limit,
        after && Buffer.from(after, "base64url").toString(),
      );
      return { items, ...(next === undefined ? {} : { next: Buffer.from(next).toString("base64url") }) };
    },
    keepStatement: async (statement) => keepStatement(statement),
    async keepUnrated(record) {
      const key = `${record.tenantId} ${record.clusterId}`;
      if (!unrated.has(key)) unrated.set(key, structuredClone({ ...record, rev: 1 }));
    },
    unrated: async (month) =>
      structuredClone(
        [...unrated.values()]
          .filter(({ from }) => from <= month)
          .sort((a, b) => (`${a.from} ${a.clusterId}` < `${b.from} ${b.clusterId}` ? -1 : 1)),
      ),
    async settleUnrated(read, { statement, next }) {
      const key = `${read.tenantId} ${read.clusterId}`;
      if (unrated.get(key)?.rev !== read.rev) return false;
      if (statement && !keepStatement(statement)) return false;
      if (next) unrated.set(key, structuredClone({ ...read, ...next, rev: read.rev + 1 }));
      else unrated.delete(key);
      return true;
    },
    budget: async (tenantId, clusterId) => {
      return structuredClone(budgets.get(`${tenantId} ${clusterId}`));
    },
    async setBudget(tenantId, clusterId, monthlyMicros) {
      const key = `${tenantId} ${clusterId}`;
      if (monthlyMicros === undefined) budgets.delete(key);
      else if (budgets.get(key)?.monthlyMicros !== monthlyMicros)
        budgets.set(key, { tenantId, clusterId, monthlyMicros });
    },
    keepReconciliation: async (reconciliation, event) => keepNewer(reconciliations, reconciliation, event),
    reconciliation: async (tenantId, clusterId) => structuredClone(reconciliations.get(`${tenantId} ${clusterId}`)),
    keepCheck: async (check, event) => keepNewer(checks, check, event),
    check: async (tenantId, clusterId) => structuredClone(checks.get(`${tenantId} ${clusterId}`)),
    async forget(tenantId, clusterId) {
      budgets.delete(`${tenantId} ${clusterId}`);
      checks.delete(`${tenantId} ${clusterId}`);
    },
    async tellBudget({ tenantId, clusterId }, { month, percent }, event) {
      const budget = budgets.get(`${tenantId} ${clusterId}`);
      const { told } = budget ?? {};
      if (!budget || (told && told.month === month && told.percent >= percent)) return false;
      budget.told = { month, percent };
      kept.events.set(event.eventId, structuredClone(event));
      return true;
    },
  };
};
