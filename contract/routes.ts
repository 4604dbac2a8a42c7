import { backupRoutes } from "./backups.ts";
import { billingRoutes } from "./billing-routes.ts";
import { catalogRoutes } from "./catalog-routes.ts";
import { clusterRoutes } from "./cluster-routes.ts";
import { credentialRoutes } from "./credential-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { hibernationRoutes } from "./hibernation.ts";
import { nodeRoutes } from "./node-routes.ts";
import { operationRoutes } from "./operation-routes.ts";
import { quotaRoutes } from "./quota-routes.ts";
import type { Route } from "./route.ts";
import { upgradeRoutes } from "./upgrade-routes.ts";

/**
 * Every call of the API; gateway, openapi.json and clients are made from this table. A function takes its call from the
 * part that has it, since whatever it imports is in its bundle.
 */
export const routes = {
  ...clusterRoutes,
  ...upgradeRoutes,
  ...credentialRoutes,
  ...nodeRoutes,
  ...billingRoutes,
  ...backupRoutes,
  ...hibernationRoutes,
  ...eventRoutes,
  ...operationRoutes,
  ...quotaRoutes,
  ...catalogRoutes,
} as const satisfies Record<string, Route>;
