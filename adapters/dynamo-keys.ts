/**
 * One table. `pk` is the tenant's, so no query can leave the tenant. Ids grow with time, so descending order is newest first.
 *
 * | what | sk | gsi1 (of all tenants: open operations, living clusters, bills without prices; lives of a machine) | gsi2 (operations, events of a cluster; the node of an instance) |
 * |---|---|---|---|
 * | cluster | `CLUSTER#<id>` | `CLUSTERS` / id, while it is not deleted | |
 * | name taken | `NAME#<name>` | | |
 * | node group | `GROUP#<cluster>#<id>` | | |
 * | node | `NODE#<cluster>#<instance>` | | `INSTANCE#<instance>` / instance |
 * | spot notice | `NOTICE#<cluster>#<instance>` | | |
 * | operation | `OPERATION#<id>` | `OPEN` / id, while it is not over | `<tenant>#<cluster>` / id |
 * | backup | `BACKUP#<cluster>#<id>` | | |
 * | request | `REQUEST#<key>` | | |
 * | event | `EVENT#<id>` | | `<tenant>#<cluster>#EVENTS` / id |
 * | usage | `USAGE#<cluster>#<id>` | `LIFE#<instance>` / id, of a machine and of volumes that go with it | `<tenant>#<cluster>#UNSETTLED` / id, while something can be learned of it |
 * | statement | `STATEMENT#<month>#<cluster>` | | `<tenant>#<cluster>#STATEMENTS` / month |
 * | what a cluster that is gone has no prices for | `UNRATED#<cluster>` | `UNRATED` / month from which on it can be told, cluster | |
 * | budget | `BUDGET#<cluster>` | | |
 * | last check against the cloud, and against the bill | `CHECK#<cluster>`, `RECONCILED#<cluster>` | | |
 * | quota | `QUOTA#clusters`, `QUOTA#machines` | | |
 *
 * What belongs to no tenant has the `pk` `SERVICE`: what the region offers (`CATALOG`), prices that have been read
 * (`PRICE#<region>#<key>#<first day>`, `SPOT#<region>#<machine type>#<month>#<zone>`) and when (`PRICES#<region>`).
 */
export const tenantKey = (tenantId: string): string => `TENANT#${tenantId}`;

const key = (tenantId: string, sk: string) => ({ pk: tenantKey(tenantId), sk });

export const servicePk = "SERVICE";
export const pricePrefix = (region: string): string => `PRICE#${region}#`;
export const spotPrefix = (region: string, machineType: string): string => `SPOT#${region}#${machineType}#`;

export const backupPrefix = (clusterId: string): string => `BACKUP#${clusterId}#`;

export const keys = {
  cluster: (tenantId: string, clusterId: string) => key(tenantId, `CLUSTER#${clusterId}`),
  name: (tenantId: string, name: string) => key(tenantId, `NAME#${name}`),
  group: (tenantId: string, clusterId: string, nodeGroupId: string) =>
    key(tenantId, `GROUP#${clusterId}#${nodeGroupId}`),
  node: (tenantId: string, clusterId: string, nodeId: string) => key(tenantId, `NODE#${clusterId}#${nodeId}`),
  notice: (tenantId: string, clusterId: string, nodeId: string) => key(tenantId, `NOTICE#${clusterId}#${nodeId}`),
  operation: (tenantId: string, operationId: string) => key(tenantId, `OPERATION#${operationId}`),
  backup: (tenantId: string, clusterId: string, backupId: string) =>
    key(tenantId, `${backupPrefix(clusterId)}${backupId}`),
  event: (tenantId: string, eventId: string) => key(tenantId, `EVENT#${eventId}`),
  request: (tenantId: string, requestKey: string) => key(tenantId, `REQUEST#${requestKey}`),
  usage: (tenantId: string, clusterId: string, usageId: string) => key(tenantId, `USAGE#${clusterId}#${usageId}`),
  statement: (tenantId: string, month: string, clusterId: string) => key(tenantId, `STATEMENT#${month}#${clusterId}`),
  unrated: (tenantId: string, clusterId: string) => key(tenantId, `UNRATED#${clusterId}`),
  budget: (tenantId: string, clusterId: string) => key(tenantId, `BUDGET#${clusterId}`),
  check: (tenantId: string, clusterId: string) => key(tenantId, `CHECK#${clusterId}`),
  reconciliation: (tenantId: string, clusterId: string) => key(tenantId, `RECONCILED#${clusterId}`),
  catalog: { pk: servicePk, sk: "CATALOG" },
  price: (region: string, priceKey: string, from: string) => ({
    pk: servicePk,
    sk: `${pricePrefix(region)}${priceKey}#${from}`,
  }),
  spot: (region: string, machineType: string, month: string, zone: string) => ({
    pk: servicePk,
    sk: `${spotPrefix(region, machineType)}${month}#${zone}`,
  }),
  priceRefresh: (region: string) => ({ pk: servicePk, sk: `PRICES#${region}` }),
  clusterQuota: (tenantId: string) => key(tenantId, "QUOTA#clusters"),
  machineQuota: (tenantId: string) => key(tenantId, "QUOTA#machines"),
};

export const openIndex = "gsi1";
export const openKey = "OPEN";
export const livingKey = "CLUSTERS";
export const unratedKey = "UNRATED";
export const lifeKey = (instanceId: string): string => `LIFE#${instanceId}`;
export const clusterIndex = "gsi2";
export const instanceKey = (instanceId: string): string => `INSTANCE#${instanceId}`;
export const clusterOperationsKey = (tenantId: string, clusterId: string): string =>
  `${tenantKey(tenantId)}#${clusterId}`;
export const unsettledKey = (tenantId: string, clusterId: string): string =>
  `${clusterOperationsKey(tenantId, clusterId)}#UNSETTLED`;
export const statementsKey = (tenantId: string, clusterId: string): string =>
  `${clusterOperationsKey(tenantId, clusterId)}#STATEMENTS`;

/** How long deleted clusters and finished operations can be read: 90 days. */
export const keptSeconds = 90 * 24 * 3600;

/**
 * What a query asks for to get the items of a tenant whose sort keys begin with a text. As a range, which every index can look up; no
 * sort key has anything behind its prefix that sorts after "~".
 */
export const startsWith = {
  condition: "pk = :pk AND sk BETWEEN :from AND :to",
  values: (tenantId: string, prefix: string, last = prefix) => ({
    ":pk": tenantKey(tenantId),
    ":from": prefix,
    ":to": `${last}~`,
  }),
};

type Attributes = Record<string, unknown>;

/** A record without the table's own attributes. */
export const record = <Shape>(item: Attributes): Shape => {
  const { pk: _pk, sk: _sk, gsi1pk: _1, gsi1sk: _2, gsi2pk: _3, gsi2sk: _4, expiresAt: _5, ...rest } = item;
  return rest as Shape;
};
