import BarChart from "@cloudscape-design/components/bar-chart";
import { useQuery } from "@tanstack/react-query";
import { everyPage } from "#contract/every-page.ts";
import { answered, api } from "../../api/client.ts";
import { useCost } from "../../api/money.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import type { ChargeReport, Cluster, ClusterCost } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { dollars } from "../../ui/money.ts";
import { Section } from "../../ui/Section.tsx";
import { StatementTable } from "../StatementTable.tsx";
import { Budget } from "./Budget.tsx";
import { Usage } from "./Usage.tsx";

const { bill: words } = texts;
const days = 14;

const useCharges = (clusterId: string) =>
  useQuery({
    queryKey: ["daily-charges", clusterId],
    queryFn: () => {
      const since = `${lastDays()[0]}T00:00:00.000Z`;
      return answered(
        api.GET("/clusters/{clusterId}/charges", { params: { path: { clusterId }, query: { since, by: "day" } } }),
      );
    },
    refetchInterval: lookAgain(() => pace.slow),
  });

const useStatements = (clusterId: string) =>
  useQuery({
    queryKey: ["statements", clusterId],
    queryFn: () =>
      everyPage((query) =>
        answered(api.GET("/clusters/{clusterId}/statements", { params: { path: { clusterId }, query } })),
      ),
    refetchInterval: lookAgain(() => pace.slow),
  });

/** Days (UTC) such as `2026-01-31`, today last. */
const lastDays = (): string[] =>
  Array.from({ length: days }, (_, i) => new Date(Date.now() - (days - 1 - i) * 86_400_000).toISOString().slice(0, 10));

const dayNames = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const shortDay = (day: string): string => dayNames.format(new Date(day));

/** A bar a day, in the colours of what was paid for. */
const Chart = ({ report: { items } }: { report: ChargeReport }) => {
  const periods = lastDays();
  const kinds = [...new Set(items.map(({ kind }) => kind))].sort();
  const sum = (kind: string, day: string): number =>
    items.reduce((all, one) => (one.kind === kind && one.period.startsWith(day) ? all + (one.micros ?? 0) : all), 0);
  if (items.length === 0) return <p className="kw-empty">{words.noCharges}</p>;
  return (
    <BarChart
      stackedBars
      hideFilter
      height={220}
      ariaLabel={words.chart}
      xTitle={words.day}
      yTitle={words.dollars}
      xScaleType="categorical"
      xDomain={periods.map(shortDay)}
      i18nStrings={{ ...words.chartParts, yTickFormatter: (value: number) => dollars(value * 1e6) }}
      series={kinds.map((kind) => ({
        title: words.kind[kind],
        type: "bar",
        data: periods.map((period) => ({ x: shortDay(period), y: sum(kind, period) / 1e6 })),
        valueFormatter: (value: number) => dollars(value * 1e6),
      }))}
    />
  );
};

const Cost = ({ cost }: { cost: ClusterCost }) => {
  const { yesterdayMicros, todayMicros, perHourMicros, monthMicros, forecastMicros, hints, unrated, parts } = cost;
  return (
    <>
      <Facts
        facts={[
          [words.yesterday, dollars(yesterdayMicros)],
          [words.today, dollars(todayMicros)],
          [words.hour, dollars(perHourMicros)],
          [words.month, dollars(monthMicros)],
          [words.forecast, dollars(forecastMicros)],
        ]}
      />
      <DataTable
        label={words.parts}
        rows={parts}
        rowKey={({ part }) => part}
        empty={words.noCharges}
        columns={[
          { head: words.part, cell: ({ part, nodeGroup }) => nodeGroup ?? part },
          { head: words.hour, cell: (part) => dollars(part.perHourMicros), number: true },
          { head: words.month, cell: (part) => dollars(part.monthMicros), number: true },
        ]}
      />
      {hints.map((hint) => (
        <p key={hint.message}>{words.hint(hint.message, dollars(hint.savesPerMonthMicros))}</p>
      ))}
      {unrated.length > 0 && <p className="kw-quiet">{texts.price.without(unrated.join(", "))}</p>}
    </>
  );
};

/** What the cluster cost, costs and will cost, and at most should. */
const Bill = ({ cluster }: { cluster: Cluster }) => {
  const { id } = cluster;
  const cost = useCost(id);
  return (
    <>
      <Section head={words.head}>
        <Awaited of={cost}>{(known) => <Cost cost={known} />}</Awaited>
      </Section>
      {cost.data && <Budget cluster={cluster} budget={cost.data.budget} />}
      <Section head={words.chart}>
        <Awaited of={useCharges(id)}>{(report) => <Chart report={report} />}</Awaited>
      </Section>
      <Section head={words.statements}>
        <Awaited of={useStatements(id)}>{(statements) => <StatementTable statements={statements} />}</Awaited>
      </Section>
      <Usage clusterId={id} />
    </>
  );
};
export default Bill;
