import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { everyPage } from "#contract/every-page.ts";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { Awaited } from "../../ui/Awaited.tsx";
import { download } from "../../ui/download.ts";
import { Fault } from "../../ui/Fault.tsx";
import { dollars } from "../../ui/money.ts";
import { Section } from "../../ui/Section.tsx";
import { focusCsv, focusRange } from "../focus-csv.ts";
import { StatementTable } from "../StatementTable.tsx";

const { service: words } = texts;

/** `2026-01` and the eleven months before it, as the service counts them (UTC). */
const lastMonths = (now = new Date()): string[] =>
  Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - i, 1)).toISOString().slice(0, 7),
  );

/** The month's charges a resource and day, for programs that read FOCUS. */
const Focus = ({ month }: { month: string }) => {
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      // One range for all pages: a token belongs to its list.
      const range = focusRange(month);
      const items = await everyPage((page) => {
        const query = { ...range, pageSize: 1000, ...page };
        return answered(api.GET("/billing/focus", { params: { query } }));
      });
      download(words.focusFile(month), "text/csv", focusCsv(items));
    },
  });
  return (
    <div className="kw-row">
      <Act iconName="download" loading={isPending} loadingText={words.focus} onClick={() => mutate()}>
        {words.focus}
      </Act>
      <span className="kw-quiet">{words.focusHint}</span>
      {error && <Fault error={error} />}
    </div>
  );
};

const useTotal = (month: string) =>
  useQuery({
    queryKey: ["statement", month],
    queryFn: () => answered(api.GET("/billing/statement", { params: { query: { month } } })),
    refetchInterval: lookAgain(() => pace.slow),
  });

/** What all clusters of the tenant cost in a month. */
export const Statements = () => {
  const options = lastMonths().map((value) => ({ value, label: value }));
  const [search, setSearch] = useSearchParams();
  const month = search.get("month") ?? options[0]?.value ?? "";
  const asked = useQuery({
    queryKey: ["statements", "all", month],
    queryFn: () =>
      everyPage((page) => answered(api.GET("/billing/statements", { params: { query: { month, ...page } } }))),
    refetchInterval: lookAgain(() => pace.slow),
  });
  return (
    <Section head={words.part.statements}>
      <FormField label={texts.statements.month}>
        <Select
          selectedOption={options.find(({ value }) => value === month) ?? { value: month, label: month }}
          options={options}
          onChange={({ detail }) => setSearch({ month: detail.selectedOption.value ?? "" }, { replace: true })}
        />
      </FormField>
      <Awaited of={useTotal(month)}>
        {({ totalMicros, clusters, state, unrated }) => (
          <p>
            {texts.statements.ofAll(month, dollars(totalMicros), clusters, state === "open")}
            {unrated.length > 0 && ` ${texts.price.without(unrated.join(", "))}`}
          </p>
        )}
      </Awaited>
      <Awaited of={asked}>{(statements) => <StatementTable statements={statements} />}</Awaited>
      <Focus month={month} />
    </Section>
  );
};
