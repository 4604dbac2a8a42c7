import type { BillLine } from "#core/billing/totals.ts";
import type { EventRecord } from "#core/events/event-record.ts";

/** A month of a cluster. */
export interface StatementRecord {
  tenantId: string;
  clusterId: string;
  clusterName: string;
  /** `2026-01` */
  month: string;
  state: "open" | "closed";
  lines: Pick<BillLine, "part" | "kind" | "priceKey" | "micros">[];
  /** What was found about the month before, after that had been closed. */
  corrections: { month: string; micros: number }[];
  totalMicros: number;
  unrated: string[];
  /** As of. */
  at: string;
}

export interface BudgetRecord {
  tenantId: string;
  clusterId: string;
  monthlyMicros: number;
  /** The highest share of which has been told, and of which month. */
  told?: { month: string; percent: number };
}

/** Statements and budgets. All methods may throw TemporaryFailure. */
export interface Bills {
  /** Of a month or of all, of a cluster or of all the tenant's; newest first. */
  statements(tenantId: string, of: { clusterId?: string; month?: string }): Promise<StatementRecord[]>;
  /**
   * Keeps it unless there is a closed one, which never changes, or a newer one that is open as it is: a closed one ends them all.
   * @returns whether it is kept
   */
  keepStatement(statement: StatementRecord): Promise<boolean>;
  budget(tenantId: string, clusterId: string): Promise<BudgetRecord | undefined>;
  /** Without an amount there is none from then on. Of another amount nothing has been told yet; the same again changes nothing. */
  setBudget(tenantId: string, clusterId: string, monthlyMicros: number | undefined): Promise<void>;
  /** One transaction: that so much is used is told, and the event that tells it. @returns false when somebody has told it before */
  tellBudget(budget: BudgetRecord, told: { month: string; percent: number }, event: EventRecord): Promise<boolean>;
}
