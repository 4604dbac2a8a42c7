import type { kubectlWith } from "#local/kubernetes/kubectl.ts";
import type { tenantOf } from "#local/tenant.ts";

/** A real cluster that a tenant has made, and all that it takes to use it. */
export interface ClusterInUse {
  regionUrl: string;
  tenant: Awaited<ReturnType<typeof tenantOf>>;
  clusterId: string;
  kube: ReturnType<typeof kubectlWith>;
}
