import { Agent } from "node:https";
import { TemporaryFailure } from "#core/errors.ts";
import type { Authority, Kubernetes, KubernetesClusters, KubernetesObject } from "#core/ports/cloud.ts";
import { given } from "./aws-answers.ts";
import { type Call, caller, refusal } from "./kubernetes-call.ts";
import { deprecatedIn } from "./kubernetes-metrics.ts";
import { kubernetesNodes } from "./kubernetes-nodes.ts";
import { listPath, objectPath, referenceTo } from "./kubernetes-paths.ts";

const fieldManager = "kubewright";
/** As long as a stage may run, and a little. */
const certificateSeconds = 600;
const readyWithin = 3_000;

const kubernetes = (call: Call): Kubernetes => {
  /** @returns undefined for 404 */
  const ask = async (...[method, path, more]: Parameters<Call>): Promise<unknown> => {
    const answer = await call(method, path, more);
    if (answer.status === 404 && method !== "PATCH") return undefined;
    if (answer.status < 200 || answer.status > 299) throw refusal(method, path, answer);
    return JSON.parse(answer.body);
  };

  return {
    ...kubernetesNodes(call),

    async ready() {
      try {
        return (await call("GET", "/readyz", { within: readyWithin })).status === 200;
      } catch (error) {
        if (error instanceof TemporaryFailure) return false;
        throw error;
      }
    },

    async apply(object) {
      const path = `${objectPath(referenceTo(object))}?fieldManager=${fieldManager}&force=true`;
      // JSON is YAML: the type tells the server that this is a server-side apply.
      await ask("PATCH", path, { body: object, contentType: "application/apply-patch+yaml" });
    },

    get: async (reference) => (await ask("GET", objectPath(reference))) as KubernetesObject | undefined,

    async list(kind) {
      const listed = (await ask("GET", listPath(kind))) as { items?: KubernetesObject[] } | undefined;
      // Items of a list do not say what they are.
      return (listed?.items ?? []).map((item) => ({ ...item, ...kind }));
    },

    async deprecatedRequests() {
      const answer = await call("GET", "/metrics");
      if (answer.status !== 200) throw refusal("GET", "/metrics", answer);
      return deprecatedIn(answer.body);
    },

    async log({ namespace, name }) {
      const path = `${objectPath({ apiVersion: "v1", kind: "Pod", namespace, name })}/log`;
      const answer = await call("GET", path);
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw refusal("GET", path, answer);
      return answer.body;
    },

    async remove(reference) {
      await ask("DELETE", objectPath(reference), { body: { propagationPolicy: "Background" } });
    },
  };
};

/**
 * The clusters' own APIs through their load balancers, as `system:masters` with a certificate of ten minutes. The server must
 * show a certificate of the cluster's CA for the name (or address) that was dialled.
 */
export const kubernetesApi = (authority: Pick<Authority, "clientCertificate">, port = 6443): KubernetesClusters => ({
  async connect({ dnsName, keys }) {
    const who = { user: "kubewright:service", groups: ["system:masters"], seconds: certificateSeconds };
    const { certificate, key } = await authority.clientCertificate(keys, who);
    const ca = given(keys.files["pki/ca.crt"], "the cluster's CA");
    return kubernetes(caller(dnsName, port, new Agent({ ca, cert: certificate, key, keepAlive: true, maxSockets: 8 })));
  },
});
