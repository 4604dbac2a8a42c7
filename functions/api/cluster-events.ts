import { eventRoutes } from "#contract/event-routes.ts";
import { clusterEvents } from "#core/events/read-events.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(eventRoutes.clusterEvents, clusterEvents, connectRead);
