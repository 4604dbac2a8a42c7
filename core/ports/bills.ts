import type { BillLine } from "#core/billing/totals.ts";
import type { EventRecord } from "#core/events/event-record.ts";
import type { Page } from "./state.ts";

/** A closed month that was rated again, later. */
export interface RatedAgain {
  /** `2026-01` */
  month: string;
  /** Price keys of what had no price then. */
  unrated: string[];
  /** How many prices were known of these: once there are more, the month is rated once more. */
  prices: number;
}

/** A month of a cluster. */
export interface StatementRecord {
  tenantId: string;
  clusterId: string;
  clusterName: string;
  /** `2026-01` */
  month: string;
  state: "open" | "closed";
  lines: Pick<BillLine, "part" | "kind" | "priceKey" | "micros">[];
  /** What was found about months before, after these had been closed: by month, of each what no statement before this one says. */
  corrections: { month: string; micros: number }[];
  totalMicros: number;
  unrated: string[];
  /** Months before that had something without a price, or have, as this statement knows them. */
  ratedAgain?: RatedAgain[];
  /** As of. */
  at: string;
}

/** A cluster that is gone, whose closed statements have something without a price: it is looked at until all has one. */
export interface UnratedRecord {
  tenantId: string;
  clusterId: string;
  clusterName: string;
  /** The first month whose statement can say what is found: its own months are closed. */
  from: string;
  months: RatedAgain[];
  /** Of the record, from 1 on. */
  rev: number;
}

export interface BudgetRecord {
  tenantId: string;
  clusterId: string;
  monthlyMicros: number;
  /** The highest share of which has been told, and of which month. */
  told?: { month: string; percent: number };
}

/** How the ledger stood against AWS's bill when somebody last compared them. */
export interface ReconciliationRecord {
  tenantId: string;
  clusterId: string;
  at: string;
  since: string;
  until: string;
  unitSeconds: number;
  micros: number;
}

/** What the last look at a cluster has shown that costs money. */
export interface CheckRecord {
  tenantId: string;
  clusterId: string;
  at: string;
  /** By which the ledger differs from what the cloud shows. */
  residualSeconds: number;
  /** Node group → since when no pods run there but those that run everywhere. */
  emptySince: Record<string, string>;
  /** Volume → since when it is attached to nothing. */
  looseSince: Record<string, string>;
  /** Since when no pods run but those of the cluster itself. */
  idleSince?: string;
}

/** Statements, what is to be rated of them still, budgets, and checks of what they are made of. All methods may throw TemporaryFailure. */
export interface Bills {
  /** Of a month or of all, of a cluster or of all the tenant's; newest first. */
  statements(tenantId: string, of: { clusterId?: string; month?: string }): Promise<StatementRecord[]>;
  /** The same, a page at a time. @throws InvalidInput for a page token that is not of this list */
  statementPage(
    tenantId: string,
    of: { clusterId?: string; month?: string },
    page: { limit: number; after?: string },
  ): Promise<Page<StatementRecord>>;
  /**
   * Keeps it unless there is a closed one, which never changes, or a newer one that is open as it is: a closed one ends them all.
   * @returns whether it is kept
   */
  keepStatement(statement: StatementRecord): Promise<boolean>;
  /** Unless there is one of the cluster already, which stays as it is. */
  keepUnrated(unrated: Omit<UnratedRecord, "rev">): Promise<void>;
  /** Of all tenants, those whose `from` has come by that month, by `from`. What was written last may be missing. */
  unrated(month: string): Promise<UnratedRecord[]>;
  /**
   * One transaction, if the record is as it was read: the statement, closed, in a month that has no closed one, and what the record is from
   * then on; without that it is gone.
   * @returns false when something is not so: nothing has changed then
   */
  settleUnrated(
    read: UnratedRecord,
    now: { statement?: StatementRecord; next?: Pick<UnratedRecord, "from" | "months"> },
  ): Promise<boolean>;
  budget(tenantId: string, clusterId: string): Promise<BudgetRecord | undefined>;
  /** Without an amount there is none from then on. Of another amount nothing has been told yet; the same again changes nothing. */
  setBudget(tenantId: string, clusterId: string, monthlyMicros: number | undefined): Promise<void>;
  /** Keeps it, with the event that tells of it, unless there is a newer one. @returns whether it is kept */
  keepReconciliation(reconciliation: ReconciliationRecord, event?: EventRecord): Promise<boolean>;
  reconciliation(tenantId: string, clusterId: string): Promise<ReconciliationRecord | undefined>;
  /** Keeps it, with the event that tells of it, unless there is a newer one. @returns whether it is kept */
  keepCheck(check: CheckRecord, event?: EventRecord): Promise<boolean>;
  check(tenantId: string, clusterId: string): Promise<CheckRecord | undefined>;
  /** Budget and check of a cluster end; statements and what was reconciled stay. */
  forget(tenantId: string, clusterId: string): Promise<void>;
  /** One transaction: that so much is used is told, and the event that tells it. @returns false when somebody has told it before */
  tellBudget(budget: BudgetRecord, told: { month: string; percent: number }, event: EventRecord): Promise<boolean>;
}
