import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { upgradeRoutes } from "#contract/upgrade-routes.ts";
import { rotateKeysOrPlan } from "#core/keys/rotate-keys.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(upgradeRoutes.clusterKeysRotate, rotateKeysOrPlan, () => ({
  ...connectKubernetes(),
  ...connectPlan(),
}));
