import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { specAfter } from "#core/clusters/spec-after.ts";
import { Conflict } from "#core/errors.ts";
import { clusterUpdated } from "#core/events/new-events.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { writeEvent } from "./dynamo-events.ts";
import { keys, record, startsWith, tenantKey } from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";
import { transact } from "./dynamo-transaction.ts";

/** What callers read and change of clusters without an operation. */

type Filter = Parameters<State["clusters"]>[1];

/** Filters read many records for few: more at a time, and an end of it, with a page that may be short. */
const searching = { recordsAtOnce: 500, rounds: 10 };

export const listClusters = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenantId: string,
  { limit, after, state, labels = [] }: Filter,
): ReturnType<State["clusters"]> => {
  const pk = tenantKey(tenantId);
  const conditions = ["#state <> :deleted", ...(state ? ["#state = :state"] : [])];
  const names: Record<string, string> = { "#state": "state" };
  const values: Record<string, string> = { ...startsWith.values(tenantId, "CLUSTER#"), ":deleted": "deleted" };
  if (state) values[":state"] = state;
  for (const [i, [key, value]] of labels.entries()) {
    conditions.push(`#spec.#labels.#key${i} = :label${i}`);
    Object.assign(names, { "#spec": "spec", "#labels": "labels", [`#key${i}`]: key });
    values[`:label${i}`] = value;
  }
  const { items, next } = await queryPage(
    client,
    {
      TableName: table,
      KeyConditionExpression: startsWith.condition,
      FilterExpression: conditions.join(" AND "),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ScanIndexForward: false,
    },
    {
      ...{ limit, after, belongs: { pk }, prefix: "CLUSTER#", keyNames: ["pk", "sk"] },
      ...(conditions.length > 1 ? { searching } : {}),
    },
  );
  return { items: items.map((item) => record<ClusterRecord>(item)), ...(next === undefined ? {} : { next }) };
};

export const changeCluster = async (
  client: DynamoDBDocumentClient,
  table: string,
  cluster: ClusterRecord,
  change: Parameters<State["changeCluster"]>[1],
): Promise<ClusterRecord> => {
  const { labels, deletionProtection, hibernation, maintenance, at } = change;
  const parts = Object.entries({ hibernation, maintenance });
  const sets = parts.flatMap(([name, value]) => (value ? [`, #spec.#${name} = :${name}`] : []));
  const removes = parts.flatMap(([name, value]) => (value ? [] : [`#spec.#${name}`]));
  await transact(client, [
    {
      write: {
        Update: {
          TableName: table,
          Key: keys.cluster(cluster.tenantId, cluster.clusterId),
          UpdateExpression: `SET #spec.#labels = :labels, #spec.#protection = :protection, rev = rev + :one, updatedAt = :at${sets.join("")}${removes.length > 0 ? ` REMOVE ${removes.join(", ")}` : ""}`,
          ConditionExpression: "rev = :rev",
          ExpressionAttributeNames: {
            ...{ "#spec": "spec", "#labels": "labels", "#protection": "deletionProtection" },
            ...{ "#hibernation": "hibernation", "#maintenance": "maintenance" },
          },
          ExpressionAttributeValues: {
            ":labels": labels,
            ":protection": deletionProtection,
            ...Object.fromEntries(parts.flatMap(([name, value]) => (value ? [[`:${name}`, value]] : []))),
            ":one": 1,
            ":rev": cluster.rev,
            ":at": at,
          },
        },
      },
      otherwise: () => new Conflict(`cluster ${cluster.clusterId} has changed since it was read`),
    },
    writeEvent(table, clusterUpdated(cluster, change)),
  ]);
  return { ...cluster, spec: specAfter(cluster.spec, change), rev: cluster.rev + 1, updatedAt: at };
};
