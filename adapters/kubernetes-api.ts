import { Agent } from "node:https";
import { TemporaryFailure } from "#core/errors.ts";
import type { Authority } from "#core/ports/authority.ts";
import type { Kubernetes, KubernetesClusters, KubernetesObject } from "#core/ports/cloud.ts";
import { given } from "./aws-answers.ts";
import { type Call, caller, refusal } from "./kubernetes-call.ts";
import { nodeFigures } from "./kubernetes-figures.ts";
import { deprecatedIn } from "./kubernetes-metrics.ts";
import { kubernetesNodes } from "./kubernetes-nodes.ts";
import { kindPath, objectPath, referenceTo } from "./kubernetes-paths.ts";

const fieldManager = "kubewright";
/** As long as a stage may run, and a little. */
const certificateSeconds = 600;
const readyWithin = 3_000;
/** Objects that one answer holds: a large list is put together from many. */
const pageSize = 500;

interface List {
  items?: Omit<KubernetesObject, "apiVersion" | "kind">[];
  metadata?: { continue?: string };
}

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
    figures: (node) => nodeFigures(call, node),

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

    async list({ apiVersion, kind }) {
      const found: KubernetesObject[] = [];
      let after = "";
      do {
        const more = after === "" ? "" : `&continue=${encodeURIComponent(after)}`;
        const answer = await call("GET", `${kindPath({ apiVersion, kind })}?limit=${pageSize}${more}`);
        // Whoever takes too long finds the rest of an older state gone (410): asked anew, it is all there.
        if (answer.status === 410) throw new TemporaryFailure(`the list of ${kind} objects has changed meanwhile`);
        if (answer.status !== 200) throw refusal("GET", kindPath({ apiVersion, kind }), answer);
        const { items = [], metadata } = JSON.parse(answer.body) as List;
        // In a list, objects do not say what they are.
        for (const item of items) found.push({ ...item, apiVersion, kind } as KubernetesObject);
        after = metadata?.continue ?? "";
      } while (after !== "");
      return found;
    },

    async replace(object) {
      const path = objectPath(referenceTo(object));
      const answer = await call("PUT", path, { body: object });
      if (answer.status === 404) return;
      if (answer.status === 409) throw new TemporaryFailure(`${path} was changed by somebody else at the same time`);
      if (answer.status !== 200) throw refusal("PUT", path, answer);
    },

    async remove(reference, how) {
      const grace = how?.atOnce ? { gracePeriodSeconds: 0 } : {};
      await ask("DELETE", objectPath(reference), { body: { propagationPolicy: "Background", ...grace } });
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
