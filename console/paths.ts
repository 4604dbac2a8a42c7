/** Every place of the console; links are made here and nowhere else. */
export const clusterTabs = [
  "overview",
  "node-groups",
  "operations",
  "events",
  "backups",
  "upgrade",
  "access",
  "bill",
  "settings",
] as const;
export type ClusterTab = (typeof clusterTabs)[number];

export const paths = {
  home: "/",
  create: (name?: string): string => (name ? `/create?name=${encodeURIComponent(name)}` : "/create"),
  /** The form of a cluster that begins with what a backup holds. */
  createFrom: (clusterId: string, backupId: string): string => `/create?from=${clusterId}/${backupId}`,
  cluster: (clusterId: string, tab: ClusterTab = "overview"): string =>
    tab === "overview" ? `/clusters/${clusterId}` : `/clusters/${clusterId}/${tab}`,
  node: (clusterId: string, nodeId: string): string => `/clusters/${clusterId}?node=${nodeId}`,
  newGroup: (clusterId: string): string => `/clusters/${clusterId}/node-groups/new`,
  group: (clusterId: string, nodeGroupId: string): string => `/clusters/${clusterId}/node-groups/${nodeGroupId}`,
  deleteCluster: (clusterId: string): string => `/clusters/${clusterId}/delete`,
  operation: (operationId: string): string => `/operations/${operationId}`,
  service: (part: ServicePart = "quotas"): string => `/service/${part}`,
  signedIn: "/signed-in",
  signedOut: "/signed-out",
} as const;

export const serviceParts = ["quotas", "catalog", "statements", "operations", "audit"] as const;
export type ServicePart = (typeof serviceParts)[number];
