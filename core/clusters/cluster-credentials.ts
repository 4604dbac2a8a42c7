import type { Credentials } from "#contract/credentials.ts";
import { allows } from "#contract/states.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { credentialsIssued } from "#core/events/new-events.ts";
import { accessGroup, accessOf } from "./access-groups.ts";
import type { Call, CredentialPorts } from "./command.ts";

/** An hour: long enough to work, short enough to lose. */
export const lifetimeSeconds = 3600;

/** A key pair that only the caller ever has. @throws NotFound, WrongState */
export const clusterCredentials = async (
  { caller: { tenantId, subject, role }, params: { clusterId } }: Call<undefined, { clusterId: string }>,
  { state, secrets, authority, clock }: CredentialPorts,
): Promise<Credentials> => {
  const cluster = await state.cluster(tenantId, clusterId);
  if (cluster.state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  const { endpoint, resources } = cluster;
  if (!allows(cluster.state, "credentials") || endpoint === undefined || resources.certificateAuthority === undefined)
    throw new WrongState(
      `cluster ${clusterId} gives no credentials while it is ${cluster.state}`,
      cluster.activeOperation,
    );
  const groups = [accessGroup(role, accessOf(cluster))];
  const { certificate, key, expiresAt } = await authority.clientCertificate(await secrets.keys(clusterId), {
    user: `${tenantId}:${subject}`,
    groups,
    seconds: lifetimeSeconds,
  });
  // No access without a trace: what cannot be told of is not given.
  await state.addEvent(credentialsIssued(cluster, { by: subject, groups, expiresAt, at: clock.now() }));
  return {
    endpoint,
    certificateAuthority: resources.certificateAuthority,
    clientCertificate: certificate,
    clientKey: key,
    groups,
    expiresAt,
  };
};
