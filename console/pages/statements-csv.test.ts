import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Statement } from "../api/types.ts";
import { statementsCsv } from "./statements-csv.ts";

const statement = (part: Partial<Statement>): Statement => ({
  ...{ clusterId: "cls_1", clusterName: "web", month: "2026-01", state: "closed", currency: "USD" },
  ...{ lines: [], corrections: [], totalMicros: 0, unrated: [], at: "2026-02-03T00:00:00.000Z" },
  ...part,
});

test("a row a line, corrections among them; what is not known is empty", () => {
  const text = statementsCsv([
    statement({
      lines: [
        { part: "control-plane", kind: "machine", priceKey: "machine/t3.large/on-demand", micros: 185_702_401 },
        { part: 'a "group", or two', kind: "volume", priceKey: "volume/gp3" },
      ],
      corrections: [{ month: "2025-12", micros: -1 }],
    }),
  ]);
  expect(text.split("\r\n")).toEqual([
    "month,cluster,cluster_id,state,part,kind,price,usd",
    "2026-01,web,cls_1,closed,control-plane,machine,machine/t3.large/on-demand,185.702401",
    '2026-01,web,cls_1,closed,"a ""group"", or two",volume,volume/gp3,',
    "2026-01,web,cls_1,closed,,correction,2025-12,-0.000001",
    "",
  ]);
});

test("the file's sum is the statements' sum, to the millionth", () => {
  const micros = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 20 });
  fc.assert(
    fc.property(micros, (amounts) => {
      const lines = amounts.map((amount) => ({
        ...{ part: "p", kind: "machine" as const, priceKey: "k", micros: amount },
      }));
      const rows = statementsCsv([statement({ lines })])
        .trimEnd()
        .split("\r\n")
        .slice(1);
      const sum = rows.reduce((all, row) => all + BigInt((row.split(",").at(-1) ?? "").replace(".", "")), 0n);
      expect(sum).toBe(amounts.reduce((all, amount) => all + BigInt(amount), 0n));
    }),
  );
});
