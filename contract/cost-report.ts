import type * as z from "zod";
import type { UsageKind } from "./billing.ts";

/** What a report says of one thing and usage type, over all its lines. */
export interface ReportSum {
  resourceId: string;
  usageType: string;
  /** Absent for what the service does not meter, such as data. */
  kind?: Exclude<z.infer<typeof UsageKind>, "snapshot">;
  /** Of the tag `kubewright:cluster`, where that is a cost allocation tag. */
  clusterId?: string;
  /** Seconds, of storage GiB-seconds; 0 without a kind. */
  unitSeconds: number;
  /** Millionths of a US dollar, at list prices where the report has them. */
  micros: number;
}

export interface ReportSums {
  /** From the beginning of the first line of something that is metered to the last one's end: others may be about a whole month. */
  since: string;
  until: string;
  lines: ReportSum[];
  /** Taxes, fees, credits and whatever else is no usage. */
  skippedLines: number;
}

/** Usage, also where a reservation or a Savings Plan pays for it. Source: AWS Data Exports User Guide, "Line item columns". */
const usageTypes = new Set(["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"]);

/** Columns that are needed, as CUR 2.0 names them. */
const needed = [
  "line_item_line_item_type",
  "line_item_usage_start_date",
  "line_item_usage_end_date",
  "line_item_usage_type",
  "line_item_operation",
  "line_item_resource_id",
  "line_item_usage_amount",
  "line_item_currency_code",
  "line_item_unblended_cost",
] as const;
type Column = (typeof needed)[number] | "pricing_public_on_demand_cost";

/** `lineItem/UsageType`, as older reports have it, is `line_item_usage_type`. */
const columnName = (head: string): string =>
  head
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]/g, "_")
    .toLowerCase();

const tagColumn = "resource_tags_user_kubewright_cluster";
const tagKeys = ["user_kubewright_cluster", "kubewright_cluster", "user:kubewright:cluster", "kubewright:cluster"];

const kindOf = (usageType: string, operation: string): ReportSum["kind"] => {
  // In regions but the oldest it begins with a code of the region.
  const name = usageType.replace(/^[A-Z]{2,4}\d?-/, "");
  if (/^(BoxUsage|SpotUsage)(:|$)/.test(name)) return "machine";
  if (/^EBS:VolumeUsage(\.\w+)?$/.test(name)) return "volume";
  if (name === "NatGateway-Hours") return "nat-gateway";
  if (name === "LoadBalancerUsage" && operation === "LoadBalancing:Network") return "load-balancer";
  return /^PublicIPv4:(InUse|Idle)Address$/.test(name) ? "address" : undefined;
};

/** `arn:aws:ec2:us-east-1:123456789012:natgateway/nat-1` is `nat-1`; a load balancer's whole ARN is its id. */
const idOf = (resource: string): string =>
  /^arn:[\w-]+:ec2:/.test(resource) ? (resource.split("/").at(-1) ?? resource) : resource;

const secondsOfMonth = (moment: string): number => {
  const day = new Date(moment);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  return (Date.UTC(year, month + 1) - Date.UTC(year, month)) / 1000;
};

/** Amounts are hours, of storage GiB and months of as many seconds as the month has. */
const unitSecondsOf = (kind: NonNullable<ReportSum["kind"]>, amount: number, start: string): number =>
  amount * (kind === "volume" ? secondsOfMonth(start) : 3600);

const clusterOf = (cells: ReadonlyMap<string, string>): string | undefined => {
  const own = cells.get(tagColumn);
  if (own) return own;
  const tags = cells.get("resource_tags");
  if (!tags?.startsWith("{")) return undefined;
  const parsed = JSON.parse(tags) as Record<string, unknown>;
  const found = tagKeys.map((key) => parsed[key]).find((value) => typeof value === "string");
  return found === undefined ? undefined : String(found);
};

/** @throws Error that names line, column and value */
const numberOf = (text: string, column: Column, line: number): number => {
  const value = Number(text);
  if (text !== "" && Number.isFinite(value)) return value;
  throw new Error(`line ${line}: ${column} is ${JSON.stringify(text)}; a number is needed`);
};

const momentOf = (text: string, column: Column, line: number): string => {
  const at = Date.parse(/[Zz]$|[+-]\d\d:\d\d$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
  if (Number.isNaN(at)) throw new Error(`line ${line}: ${column} is ${JSON.stringify(text)}; a time is needed`);
  return new Date(at).toISOString();
};

interface Row {
  text(column: Column): string;
  cells: ReadonlyMap<string, string>;
  line: number;
}

const rowOf = (row: Row) => {
  const { text, line } = row;
  const currency = text("line_item_currency_code");
  if (currency !== "USD")
    throw new Error(`line ${line}: line_item_currency_code is ${JSON.stringify(currency)}; USD is needed`);
  const usageType = text("line_item_usage_type");
  const kind = kindOf(usageType, text("line_item_operation"));
  const start = momentOf(text("line_item_usage_start_date"), "line_item_usage_start_date", line);
  const amount = numberOf(text("line_item_usage_amount"), "line_item_usage_amount", line);
  // A Savings Plan or a reservation changes what is paid, not what the list asks. Spot machines are not on the list.
  const listed = usageType.includes("SpotUsage") ? "" : text("pricing_public_on_demand_cost");
  const cost = listed
    ? numberOf(listed, "pricing_public_on_demand_cost", line)
    : numberOf(text("line_item_unblended_cost"), "line_item_unblended_cost", line);
  return {
    ...{ resourceId: idOf(text("line_item_resource_id")), usageType, kind, clusterId: clusterOf(row.cells), start },
    end: momentOf(text("line_item_usage_end_date"), "line_item_usage_end_date", line),
    unitSeconds: kind ? unitSecondsOf(kind, amount, start) : 0,
    dollars: cost,
  };
};

/**
 * Adds up lines of AWS's cost and usage report (CUR 2.0 as CSV, and the report before it), by thing and usage type: give it the heads,
 * then each line, then ask for the sums. Lines without a resource are not ours.
 * Source: AWS Data Exports User Guide, "Cost and Usage Report (CUR) 2.0".
 * @param range lines that begin before it, or end after it, are left out; whole hours
 */
export const costReport = (range: { since?: string; until?: string } = {}) => {
  const sums = new Map<string, ReportSum & { dollars: number }>();
  let heads: string[] = [];
  let [since, until] = ["", ""];
  let [line, skippedLines] = [0, 0];
  return {
    /** @throws Error that names the columns that are missing */
    heads(names: readonly string[]): void {
      heads = names.map(columnName);
      // Each file has its own, and lines are counted from there.
      line = 1;
      const missing = needed.filter((column) => !heads.includes(column));
      if (missing.length > 0) throw new Error(`the report lacks the columns ${missing.join(", ")}`);
    },
    /** @throws Error that names line, column and value */
    add(values: readonly string[]): void {
      line += 1;
      const cells = new Map(heads.map((head, i) => [head, values[i] ?? ""]));
      const text = (column: Column): string => cells.get(column) ?? "";
      if (!usageTypes.has(text("line_item_line_item_type"))) {
        skippedLines += 1;
        return;
      }
      const row = rowOf({ text, cells, line });
      if (
        (range.since !== undefined && row.start < range.since) ||
        (range.until !== undefined && row.end > range.until)
      )
        return;
      if (row.kind && (since === "" || row.start < since)) since = row.start;
      if (row.kind && row.end > until) until = row.end;
      if (row.resourceId === "") return;
      const { resourceId, usageType, kind, clusterId } = row;
      const key = `${resourceId} ${usageType}`;
      const sum = sums.get(key) ?? {
        ...{ resourceId, usageType, unitSeconds: 0, micros: 0, dollars: 0 },
        ...(kind ? { kind } : {}),
        ...(clusterId === undefined ? {} : { clusterId }),
      };
      sums.set(key, { ...sum, unitSeconds: sum.unitSeconds + row.unitSeconds, dollars: sum.dollars + row.dollars });
    },
    /** @throws Error when there was no usage that is metered */
    sums(): ReportSums {
      if (since === "") throw new Error("the report has no line of usage that is metered, or none in the range");
      const lines = [...sums.values()].map(({ dollars, ...sum }) => ({
        ...sum,
        unitSeconds: Math.round(sum.unitSeconds),
        micros: Math.round(dollars * 1e6),
      }));
      return { since, until, lines, skippedLines };
    },
  };
};
