import { Agent, request } from "node:https";
import { Conflict, TemporaryFailure } from "#core/errors.ts";
import type { Authority, Kubernetes, KubernetesClusters, KubernetesObject } from "#core/ports/cloud.ts";
import { given } from "./aws-answers.ts";
import { objectPath, referenceTo } from "./kubernetes-paths.ts";

const fieldManager = "kubewright";
/** As long as a stage may run, and a little. */
const certificateSeconds = 600;
const answerWithin = 10_000;
const readyWithin = 3_000;

interface Answer {
  status: number;
  body: string;
}

type Call = (
  method: "GET" | "PATCH" | "DELETE",
  path: string,
  more?: { body?: unknown; contentType?: string; within?: number },
) => Promise<Answer>;

/** The server is not who it should be: waiting does not help. */
const untrusted = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** @throws TemporaryFailure when no answer comes */
const caller = (host: string, port: number, agent: Agent): Call => {
  return (method, path, { body, contentType = "application/json", within = answerWithin } = {}) =>
    new Promise((resolve, reject) => {
      const fail = (cause: Error) => {
        const message = `The Kubernetes API at ${host}:${port} does not answer: ${cause.message}`;
        const why = String((cause as { code?: unknown }).code);
        reject(untrusted.test(why) ? new Error(message, { cause }) : new TemporaryFailure(message, { cause }));
      };
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        accept: "application/json",
        ...(text === undefined ? {} : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
      };
      const signal = AbortSignal.timeout(within);
      const asking = request({ host, port, method, path, agent, headers, signal }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", fail);
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      });
      asking.on("error", fail);
      asking.end(text);
    });
};

/** Refusals that end by themselves while a cluster comes up: a namespace, kind or service account that is not there yet. */
const passing = (method: string, { status, body }: Answer): boolean =>
  status === 429 ||
  status >= 500 ||
  (method === "PATCH" && status === 404) ||
  (status === 403 && /serviceaccount .* not found|not yet ready/i.test(body));

const refusal = (method: string, path: string, answer: Answer): Error => {
  const message = `Kubernetes API: ${method} ${path}: ${answer.status} ${messageOf(answer.body)}`;
  if (passing(method, answer)) return new TemporaryFailure(message);
  if (answer.status === 409) return new Conflict(message);
  return new Error(message);
};

const messageOf = (body: string): string => {
  try {
    return String((JSON.parse(body) as { message?: unknown }).message ?? body).slice(0, 500);
  } catch {
    return body.slice(0, 500);
  }
};

interface NodeObject {
  metadata: { name: string };
  spec?: { providerID?: string; podCIDR?: string };
  status?: {
    conditions?: { type: string; status: string }[];
    addresses?: { type: string; address: string }[];
    nodeInfo?: { kubeletVersion?: string };
  };
}

const nodeOf = ({ metadata, spec, status }: NodeObject): Awaited<ReturnType<Kubernetes["nodes"]>>[number] => ({
  name: metadata.name,
  providerId: spec?.providerID ?? "",
  ready: status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false,
  podCidr: spec?.podCIDR,
  address: status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
  kubeletVersion: status?.nodeInfo?.kubeletVersion ?? "",
});

const kubernetes = (call: Call): Kubernetes => {
  /** @returns undefined for 404 */
  const ask = async (...[method, path, more]: Parameters<Call>): Promise<unknown> => {
    const answer = await call(method, path, more);
    if (answer.status === 404 && method !== "PATCH") return undefined;
    if (answer.status < 200 || answer.status > 299) throw refusal(method, path, answer);
    return JSON.parse(answer.body);
  };

  return {
    async ready() {
      try {
        return (await call("GET", "/readyz", { within: readyWithin })).status === 200;
      } catch (error) {
        if (error instanceof TemporaryFailure) return false;
        throw error;
      }
    },

    async nodes() {
      const list = (await ask("GET", "/api/v1/nodes")) as { items: NodeObject[] };
      return list.items.map(nodeOf);
    },

    async apply(object) {
      const path = `${objectPath(referenceTo(object))}?fieldManager=${fieldManager}&force=true`;
      // JSON is YAML: the type tells the server that this is a server-side apply.
      await ask("PATCH", path, { body: object, contentType: "application/apply-patch+yaml" });
    },

    get: async (reference) => (await ask("GET", objectPath(reference))) as KubernetesObject | undefined,

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
