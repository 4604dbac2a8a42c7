import ProgressBar from "@cloudscape-design/components/progress-bar";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { everyPage } from "#contract/every-page.ts";
import { answered, api } from "../../api/client.ts";
import type { Cluster, ClusterCost } from "../../api/types.ts";
import { microsOf } from "../../forms/dollars.ts";
import { faultsAt, isAtField } from "../../forms/faults.ts";
import { TextField } from "../../forms/TextField.tsx";
import { forbids } from "../../session/may.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { Awaited } from "../../ui/Awaited.tsx";
import { Fault } from "../../ui/Fault.tsx";
import { dollars } from "../../ui/money.ts";
import { Section } from "../../ui/Section.tsx";
import { moment, since } from "../../ui/times.ts";
import { useChange } from "./use-change.ts";

const { budget: words } = texts;

/** Events of this month that tell how much of the budget is used, newest first. */
const useAlerts = (clusterId: string) =>
  useQuery({
    queryKey: ["budget-alerts", clusterId],
    queryFn: async () => {
      const from = `${new Date().toISOString().slice(0, 7)}-01T00:00:00.000Z`;
      const events = await everyPage((page) => {
        const query = { since: from, pageSize: 100, ...page };
        return answered(api.GET("/clusters/{clusterId}/events", { params: { path: { clusterId }, query } }));
      });
      return events.filter(({ kind }) => kind === "budget.used");
    },
    // All events of a month may be many pages: they are read when the page is opened.
    refetchOnWindowFocus: false,
  });

const Used = ({ budget }: { budget: NonNullable<ClusterCost["budget"]> }) => (
  <ProgressBar
    value={Math.min(100, budget.usedPercent)}
    status={budget.usedPercent >= 100 ? "error" : "in-progress"}
    label={words.label(dollars(budget.monthlyMicros))}
    additionalInfo={words.used(budget.usedPercent, budget.forecastPercent)}
    resultText={words.over(budget.usedPercent)}
  />
);

const Alerts = ({ clusterId }: { clusterId: string }) => (
  <>
    <h3>{words.alerts}</h3>
    <Awaited of={useAlerts(clusterId)}>
      {(events) =>
        events.length === 0 ? (
          <p className="kw-quiet">{words.noAlerts}</p>
        ) : (
          <ul className="kw-checks">
            {events.map(({ id, at, message }) => (
              <li key={id}>
                <StatusIndicator type="warning">{message}</StatusIndicator>{" "}
                <span className="kw-quiet" title={moment(at)}>
                  {since(at)}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Awaited>
  </>
);

/** What the cluster is to cost a month at most, how much of that is used, and who has been told. */
export const Budget = ({ cluster: { id }, budget }: { cluster: Cluster; budget: ClusterCost["budget"] }) => {
  const [typed, setTyped] = useState("");
  const { act, isPending, error, reset } = useChange(
    id,
    (monthlyMicros: number | null) =>
      answered(
        api.PATCH("/clusters/{clusterId}/budget", { params: { path: { clusterId: id } }, body: { monthlyMicros } }),
      ),
    () => setTyped(""),
  );
  const micros = microsOf(typed);
  const why = forbids("clusterBudget");
  const fault = typed !== "" && micros === undefined ? words.allowed : faultsAt(error)("monthlyMicros");
  return (
    <Section head={words.head}>
      {budget ? <Used budget={budget} /> : <p className="kw-quiet">{words.none}</p>}
      <form
        className="kw-inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending && why === undefined && micros !== undefined) act(micros);
        }}
      >
        <TextField
          number
          label={words.field}
          value={typed}
          placeholder={budget ? String(budget.monthlyMicros / 1e6) : "500"}
          fault={fault}
          onChange={(next) => {
            reset();
            setTyped(next);
          }}
        />
        <Act formAction="submit" why={why ?? (micros === undefined ? words.allowed : undefined)} loading={isPending}>
          {budget ? words.change : words.set}
        </Act>
        {budget && (
          <Act formAction="none" why={why} onClick={() => act(null)}>
            {words.remove}
          </Act>
        )}
      </form>
      {error && !isAtField(error) && <Fault error={error} />}
      {budget && <Alerts clusterId={id} />}
    </Section>
  );
};
