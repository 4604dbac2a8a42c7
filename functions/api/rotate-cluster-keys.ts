import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { routes } from "#contract/routes.ts";
import { rotateKeysOrPlan } from "#core/keys/rotate-keys.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.clusterKeysRotate, rotateKeysOrPlan, () => ({
  ...connectKubernetes(),
  ...connectPlan(),
}));
