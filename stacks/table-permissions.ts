import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Permission } from "./permission.ts";

const indexes = "an index has no rights of its own to name before it exists; all belong to the one table";

export const readsTable = (table: Table): Permission => ({
  why: indexes,
  actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
  resources: [table.tableArn, `${table.tableArn}/index/*`],
});

/** Reads too; a transaction is allowed by the rights for what it does. No scan: every read names its tenant. */
export const writesTable = (table: Table): Permission[] => [
  readsTable(table),
  {
    actions: [
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:ConditionCheckItem",
    ],
    resources: [table.tableArn],
  },
];
