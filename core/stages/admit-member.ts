import { signingCertificate } from "#core/keys/rotation.ts";
import { together } from "#core/together.ts";
import { setJoinEtcd, setSigningCertificate } from "./add-ons.ts";
import { admitJoins } from "./admit-machines.ts";
import { removeLeftBehind } from "./clear-leaving.ts";
import type { MemberInput } from "./member-change.ts";
import { memberEtcd } from "./member-etcd.ts";
import { connectWith } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * Lets the new member join (see admitMachines), and says which etcd it is to run, and by which certificate it signs: after a restore the
 * cluster may tell otherwise. The first ends by itself, and the others are said anew to whoever joins next, so there is nothing to undo.
 */
export const admitMember: Stage<MemberInput> = async (input, ports) => {
  if (!input.plan.launch) return;
  const { tenantId, clusterId } = input;
  const [cluster, keys] = await Promise.all([ports.state.cluster(tenantId, clusterId), ports.secrets.keys(clusterId)]);
  const api = await connectWith(cluster, keys, ports);
  await together([admitJoins(api, keys, ports), removeLeftBehind(api, clusterId, ports)]);
  if (keys.files[signingCertificate]) await setSigningCertificate(api, `/etc/kubernetes/${signingCertificate}`);
  const etcd = await memberEtcd(input, cluster, ports);
  if (etcd !== undefined) await setJoinEtcd(api, etcd);
};
