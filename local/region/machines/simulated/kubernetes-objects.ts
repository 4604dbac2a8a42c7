import type { IncomingMessage, ServerResponse } from "node:http";
import { applied } from "#core/fakes/applied.ts";
import { emulatingPods, toldNode } from "#core/fakes/emulating-pods.ts";
import type { EtcdctlEnd } from "./etcd.ts";
import { evict } from "./eviction.ts";

type KubernetesObject = Record<string, unknown>;
/** By path, such as `/api/v1/namespaces/default/pods/web`. */
export type Objects = Map<string, KubernetesObject>;

/** Runs the one program that pods here do run. @param words its command with all its options */
export type Etcdctl = (words: readonly string[]) => EtcdctlEnd;

interface PodSpec {
  nodeName?: string;
  restartPolicy?: string;
  containers?: { command?: string[] }[];
}

/** Keeps an object; what a kubelet would add to a pod at once is added. */
export const put = (objects: Objects, path: string, object: KubernetesObject, etcdctl?: Etcdctl): KubernetesObject => {
  const known = objects.get(path);
  const kept: KubernetesObject = known ? { ...applied(known as never, object as never) } : { ...object };
  objects.set(path, kept);
  if (object["kind"] !== "Pod") return kept;
  const told = toldNode(object);
  for (const pod of told === undefined ? [] : emulatingPods(told, undefined))
    objects.set(`/api/v1/namespaces/kube-system/pods/${pod.metadata.name}`, { ...pod });
  const spec = object["spec"] as PodSpec;
  const command = spec.containers?.[0]?.command ?? [];
  const end = command[0] === "etcdctl" ? etcdctl?.(command) : undefined;
  kept["status"] = end
    ? endedStatus(end)
    : { ...podStatus(spec), ...(object["status"] as KubernetesObject | undefined) };
  if (end) objects.set(`${path}/log`, { text: "said" in end ? end.said : `${end.failed}\n` });
  return kept;
};

const endedStatus = (end: EtcdctlEnd): KubernetesObject => {
  if ("said" in end) return { phase: "Succeeded", containerStatuses: [{ state: { terminated: { exitCode: 0 } } }] };
  const terminated = { exitCode: 1, reason: "Error", message: end.failed };
  return { phase: "Failed", containerStatuses: [{ state: { terminated } }] };
};

/** Other pods that end are taken to have ended well: nothing runs here. Nor is anything scheduled: one without a node waits for it. */
const podStatus = ({ restartPolicy, nodeName }: PodSpec): KubernetesObject =>
  nodeName === undefined
    ? { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }] }
    : {
        phase: restartPolicy === "OnFailure" || restartPolicy === "Never" ? "Succeeded" : "Running",
        podIP: "10.244.0.2",
      };

const status = (code: number, message: string): [number, KubernetesObject] => [
  code,
  { apiVersion: "v1", kind: "Status", status: code < 300 ? "Success" : "Failure", code, message },
];

const evicted = (objects: Objects, path: string): [number, KubernetesObject] => {
  const { code, message, details } = evict(objects, path);
  const [, said] = status(code, message);
  return [code, { ...said, ...(details ? { details } : {}) }];
};

const readJson = async (request: IncomingMessage): Promise<KubernetesObject> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString() || "{}") as KubernetesObject;
};

/** All objects of a kind, over all namespaces for `/api/v1/pods`; `fieldSelector` picks pods by their node. */
const list = (objects: Objects, { pathname, searchParams }: URL): KubernetesObject[] => {
  const [, version = "", kind = ""] = /^(.*)\/([a-z]+)$/.exec(pathname) ?? [];
  const everywhere = new RegExp(`^${version}/namespaces/[^/]+/${kind}/[^/]+$`);
  const [, node] = /^spec\.nodeName=(.+)$/.exec(searchParams.get("fieldSelector") ?? "") ?? [];
  return [...objects]
    .filter(
      ([at]) => (at.startsWith(`${pathname}/`) && !at.slice(pathname.length + 1).includes("/")) || everywhere.test(at),
    )
    .map(([, object]) => object)
    .filter((object) => node === undefined || (object["spec"] as { nodeName?: string } | undefined)?.nodeName === node);
};

/** RFC 7396. */
const merged = (target: unknown, change: unknown): unknown => {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  const into: KubernetesObject = typeof target === "object" && target !== null ? { ...target } : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete into[key];
    else into[key] = merged(into[key], value);
  }
  return into;
};

const patch = async (
  objects: Objects,
  path: string,
  request: IncomingMessage,
  etcdctl: Etcdctl | undefined,
): Promise<[number, KubernetesObject]> => {
  const found = objects.get(path);
  const body = await readJson(request);
  if (request.headers["content-type"] !== "application/merge-patch+json")
    return [found ? 200 : 201, put(objects, path, body, etcdctl)];
  if (!found) return status(404, `${path} not found`);
  const after = merged(found, body) as KubernetesObject;
  // Nodes are shared with the machines that they stand for: changed in place.
  for (const key of Object.keys(found)) if (!(key in after)) delete found[key];
  return [200, Object.assign(found, after)];
};

const answer = async (
  objects: Objects,
  request: IncomingMessage,
  etcdctl: Etcdctl | undefined,
): Promise<[number, KubernetesObject | string]> => {
  const url = new URL(request.url ?? "/", "https://kubernetes");
  const path = url.pathname;
  if (path === "/readyz" || path === "/livez" || path === "/healthz") return [200, "ok"];
  if (path === "/version") return [200, { major: "1", gitVersion: "simulated" }];
  const found = objects.get(path);
  switch (request.method ?? "") {
    case "GET": {
      // No kubelet runs here: the API server says so in its own words.
      if (/\/nodes\/[^/]+\/proxy\//.test(path))
        return status(503, "error trying to reach service: no kubelet is simulated");
      if (found) return [200, path.endsWith("/log") ? String(found["text"]) : found];
      const items = list(objects, url);
      if (items.length === 0 && !/\/[a-z]+s$/.test(path)) return status(404, `${path} not found`);
      return [200, { apiVersion: "v1", kind: "List", metadata: {}, items }];
    }
    case "POST":
      return path.endsWith("/eviction") ? evicted(objects, path) : status(405, `${request.method} is not simulated`);
    case "PUT":
      if (!found) return status(404, `${path} not found`);
      objects.set(path, await readJson(request));
      return [200, objects.get(path) ?? {}];
    case "PATCH":
      return patch(objects, path, request, etcdctl);
    case "DELETE":
      // What lies in a namespace goes with it.
      for (const at of [...objects.keys()]) if (at === path || at.startsWith(`${path}/`)) objects.delete(at);
      return found ? status(200, "deleted") : status(404, `${path} not found`);
    default:
      return status(405, `${request.method} is not simulated`);
  }
};

/**
 * The part of the Kubernetes API that the service itself uses: readiness, get, list, server-side apply, merge patch, eviction, delete, logs.
 * @param etcdctl for pods that call it; all others run nothing
 */
export const answerKubernetes = async (
  objects: Objects,
  request: IncomingMessage,
  response: ServerResponse,
  etcdctl?: Etcdctl,
): Promise<void> => {
  const [code, body] = await answer(objects, request, etcdctl).catch((error: unknown) => status(400, String(error)));
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(code, { "content-type": typeof body === "string" ? "text/plain" : "application/json" }).end(text);
};
