import { eventRoutes } from "#contract/event-routes.ts";
import { listEvents } from "#core/events/read-events.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(eventRoutes.eventList, listEvents, connectRead);
