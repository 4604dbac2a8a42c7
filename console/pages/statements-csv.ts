import type { Statement } from "../api/types.ts";
import { csv } from "./csv.ts";

const heads = ["month", "cluster", "cluster_id", "state", "part", "kind", "price", "usd"];

/** Micro-dollars as a plain decimal: nothing is rounded. */
const usd = (micros: number | undefined): string => (micros === undefined ? "" : (micros / 1e6).toFixed(6));

/** Statements line by line (RFC 4180), corrections of earlier months among them. */
export const statementsCsv = (statements: readonly Statement[]): string =>
  csv([
    heads,
    ...statements.flatMap(({ month, clusterName, clusterId, state, lines, corrections }) => [
      ...lines.map(({ part, kind, priceKey, micros }) => [
        month,
        clusterName,
        clusterId,
        state,
        part,
        kind,
        priceKey,
        usd(micros),
      ]),
      ...corrections.map((one) => [month, clusterName, clusterId, state, "", "correction", one.month, usd(one.micros)]),
    ]),
  ]);
