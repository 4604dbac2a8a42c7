import { clusterRoutes } from "#contract/cluster-routes.ts";
import { createOrPlan } from "#core/clusters/create-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectCreate } from "#functions/billing-ports.ts";

export const handler = apiHandler(clusterRoutes.clusterCreate, createOrPlan, connectCreate);
