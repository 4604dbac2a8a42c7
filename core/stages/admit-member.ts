import { signingCertificate } from "#core/keys/rotation.ts";
import { setJoinEtcd, setSigningCertificate } from "./add-ons.ts";
import { admitToken } from "./admit-machines.ts";
import type { MemberInput } from "./member-change.ts";
import { memberEtcd } from "./member-etcd.ts";
import { connectTo } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * Lets the new member join (see admitMachines), and says which etcd it is to run, and by which certificate it signs: after a restore the cluster may tell otherwise. The first
 * ends by itself, and the other is said anew to whoever joins next, so there is nothing to undo.
 */
export const admitMember: Stage<MemberInput> = async (input, ports) => {
  if (!input.plan.launch) return;
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  await admitToken(cluster, ports);
  const api = await connectTo(cluster, ports);
  const { files } = await ports.secrets.keys(input.clusterId);
  if (files[signingCertificate]) await setSigningCertificate(api, `/etc/kubernetes/${signingCertificate}`);
  const etcd = await memberEtcd(input, cluster, ports);
  if (etcd !== undefined) await setJoinEtcd(api, etcd);
};
