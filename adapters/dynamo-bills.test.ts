import type { DynamoDBDocumentClient, TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "@jest/globals";
import { dynamoBills } from "./dynamo-bills.ts";

test("what a look or a bill has said is forgotten with the usage that it is about", async () => {
  const sent: TransactWriteCommandInput[] = [];
  const client = { send: async ({ input }: { input: TransactWriteCommandInput }) => void sent.push(input) };
  const bills = dynamoBills(client as unknown as DynamoDBDocumentClient, "table");
  const of = { tenantId: "blue", clusterId: "cls_1", at: "2026-01-01T00:00:00.500Z" };
  await bills.keepCheck({ ...of, residualSeconds: 0, emptySince: {}, looseSince: {} });
  await bills.keepReconciliation({ ...of, since: of.at, until: of.at, unitSeconds: 0, micros: 0 });
  const items = sent.flatMap(({ TransactItems = [] }) => TransactItems.map(({ Put }) => Put?.Item ?? {}));
  expect(items.map(({ expiresAt }) => new Date(Number(expiresAt) * 1000).toISOString())).toEqual([
    "2027-03-17T00:00:00.000Z",
    "2027-03-17T00:00:00.000Z",
  ]);
});
