import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { answered, api } from "../../api/client.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { Section } from "../../ui/Section.tsx";
import { StatementTable } from "../StatementTable.tsx";

const { service: words } = texts;

/** `2026-01` and the eleven months before it, as the service counts them (UTC). */
const lastMonths = (now = new Date()): string[] =>
  Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - i, 1)).toISOString().slice(0, 7),
  );

/** What all clusters of the tenant cost in a month. */
export const Statements = () => {
  const options = lastMonths().map((value) => ({ value, label: value }));
  const [search, setSearch] = useSearchParams();
  const month = search.get("month") ?? options[0]?.value ?? "";
  const asked = useQuery({
    queryKey: ["statements", "all", month],
    queryFn: () => answered(api.GET("/billing/statements", { params: { query: { month } } })),
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
      <Awaited of={asked}>{({ items }) => <StatementTable statements={items} />}</Awaited>
    </Section>
  );
};
