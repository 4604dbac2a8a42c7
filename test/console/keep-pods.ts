import { request } from "node:https";
import type { Credentials } from "#contract/credentials.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "../service.ts";

const budget = {
  ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "web", namespace: "default" } },
  status: { expectedPods: 2, desiredHealthy: 2, disruptionsAllowed: 0 },
};

/** Writes a PodDisruptionBudget that lets no pod go into a tenant's cluster, as its people would. */
export const keepPods = async (tenant: string, cluster: string): Promise<void> => {
  const { call } = await tenantOf(service, tenant);
  const { items } = await call<{ items: { id: string; name: string }[] }>("GET", "/clusters");
  const id = items.find(({ name }) => name === cluster)?.id;
  const given = await call<Credentials>("POST", `/clusters/${id}/credentials`);
  const status = await new Promise((resolve, reject) => {
    const asked = request(
      new URL("/apis/policy/v1/namespaces/default/poddisruptionbudgets/web?fieldManager=test", given.endpoint),
      {
        ...{ method: "PATCH", agent: false, headers: { "content-type": "application/apply-patch+yaml" } },
        ...{ ca: given.certificateAuthority, cert: given.clientCertificate, key: given.clientKey },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    asked.on("error", reject).end(JSON.stringify(budget));
  });
  if (status !== 201) throw new Error(`the budget was answered ${status}`);
};
