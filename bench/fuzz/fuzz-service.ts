import type { Cluster } from "#contract/clusters.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { eventually } from "#local/eventually.ts";
import { type ServiceUnderTest, tenantOf } from "#local/tenant.ts";
import { type Fuzzed, type FuzzOrder, runFuzz } from "./run-fuzz.ts";

type Tenant = Awaited<ReturnType<typeof tenantOf>>;

/** A small cluster whose ids the calls go to; nobody deletes it by chance. */
const makeCluster = async (tenant: Tenant): Promise<{ clusterId: string; known: Record<string, string> }> => {
  const asked = await tenant.create({
    name: "there",
    deletionProtection: true,
    nodeGroups: [{ name: "default", size: 2 }],
  });
  const { status, id: operationId, clusterId, error } = await tenant.over(asked);
  if (status !== "succeeded") throw new Error(`the cluster was not made: ${JSON.stringify(error)}`);
  const [cluster, nodes] = await Promise.all([tenant.cluster(clusterId), tenant.nodes(clusterId)]);
  const nodeGroupId = cluster.nodeGroups[0]?.id ?? "";
  const nodeId = nodes.find(({ role }) => role === "worker")?.id ?? "";
  return { clusterId, known: { clusterId, operationId, nodeGroupId, nodeId } };
};

/** Deletes it once what holds it is over. */
const removeCluster = async (tenant: Tenant, clusterId: string): Promise<void> => {
  for (let left = 10; left > 0; left -= 1) {
    const { activeOperation, state } = await tenant.cluster(clusterId);
    if (state === "deleted") return;
    if (activeOperation !== undefined) await tenant.over({ id: activeOperation } as Parameters<Tenant["over"]>[0]);
    const asked = await tenant
      .call<Cluster>("PATCH", `/clusters/${clusterId}`, { deletionProtection: false })
      .then(() => tenant.remove(clusterId))
      .catch(() => undefined);
    if (asked) return void (await tenant.over(asked));
  }
  throw new Error(`cluster ${clusterId} could not be deleted`);
};

/** A call may leave its function in such a state that only the next one fails. @returns what fails with a 5xx */
const askOnceMore = async (apiUrl: string, token: string, known: Record<string, string>): Promise<string[]> => {
  const failures: string[] = [];
  for (const { method, path } of Object.values<Route>(routes)) {
    if (method !== "GET") continue;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "none");
    const { status } = await fetch(`${apiUrl}${filled}`, { headers: { authorization: `Bearer ${token}` } });
    if (status >= 500) failures.push(`GET ${path}: ${status} after all the other calls`);
  }
  return failures;
};

/** Holds a whole service against its document, in a tenant of its own, in which there is a cluster meanwhile. */
export const fuzzService = async (
  service: ServiceUnderTest,
  order: Pick<FuzzOrder, "seed" | "examples" | "phases" | "folder">,
  say?: (line: string) => void,
): Promise<Fuzzed> => {
  const tenant = await tenantOf(service, "fuzz");
  // In a service's first minute the catalog is a 503 that openapi.json knows and the fuzzer does not forgive.
  await eventually(
    () => tenant.call("GET", "/catalog/zones").catch(() => undefined),
    (zones) => zones !== undefined,
    { seconds: 120, pause: 1000 },
  );
  const { clusterId, known } = await makeCluster(tenant);
  try {
    const { cases, failures } = await runFuzz({ ...order, apiUrl: service.apiUrl, token: tenant.token, known }, say);
    return { cases, failures: [...failures, ...(await askOnceMore(service.apiUrl, tenant.token, known))] };
  } finally {
    await removeCluster(tenant, clusterId);
  }
};
