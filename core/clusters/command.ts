import type { Role } from "#contract/roles.ts";
import type { Authority } from "#core/ports/authority.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { Limits } from "#core/quotas/limits.ts";

/** Who asks: from the authorizer alone. */
export interface Caller {
  tenantId: string;
  subject: string;
  role: Role;
}

/** A call that has passed the contract. */
export interface Call<Body = undefined, Params = undefined, Query = undefined> {
  caller: Caller;
  body: Body;
  params: Params;
  query: Query;
  idempotencyKey: string | undefined;
  /** Revision named by If-Match. */
  ifMatch: number | undefined;
}

export interface ReadPorts {
  state: State;
}

export interface WritePorts extends ReadPorts, Limits {
  workflows: Workflows;
  clock: Clock;
}

export interface CredentialPorts extends ReadPorts {
  secrets: Secrets;
  authority: Authority;
  clock: Clock;
}
