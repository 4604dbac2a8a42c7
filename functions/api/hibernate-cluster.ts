import { hibernationRoutes } from "#contract/hibernation.ts";
import { hibernateOrPlan } from "#core/hibernation/switch-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(hibernationRoutes.clusterHibernate, hibernateOrPlan, connectPlan);
