import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Condition } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { since } from "../../ui/times.ts";
import { spoken } from "../../ui/words.ts";
import { isBad } from "../attention.ts";

const { conditions: words } = texts;

const kindOf = (condition: Condition) =>
  condition.is === "unknown" ? "pending" : isBad(condition) ? "warning" : "success";

export const Conditions = ({ conditions }: { conditions: Condition[] }) => (
  <DataTable
    label={texts.overview.conditions}
    rows={conditions}
    rowKey={({ type }) => type}
    empty={words.none}
    columns={[
      { head: words.what, cell: ({ type }) => spoken(type) },
      {
        head: words.is,
        cell: (condition) => <StatusIndicator type={kindOf(condition)}>{words.truth[condition.is]}</StatusIndicator>,
      },
      { head: words.why, cell: ({ reason, message }) => message ?? (reason ? spoken(reason) : "") },
      { head: words.since, cell: ({ since: at }) => since(at) },
    ]}
  />
);
