import type { Call } from "#core/clusters/command.ts";
import { service } from "#core/events/new-events.ts";

/** As a caller's, in the service's own name. */
export const serviceCall = <Params>(tenantId: string, params: Params): Call<undefined, Params> => ({
  ...{ caller: { tenantId, subject: service, role: "operator" }, params },
  ...{ body: undefined, query: undefined, idempotencyKey: undefined, ifMatch: undefined },
});
