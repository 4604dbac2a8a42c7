import type { IncomingMessage, ServerResponse } from "node:http";

type KubernetesObject = Record<string, unknown>;
/** By path, such as `/api/v1/namespaces/default/pods/web`. */
export type Objects = Map<string, KubernetesObject>;

/** Keeps an object; what a kubelet would add to a pod at once is added. */
export const put = (objects: Objects, path: string, object: KubernetesObject): KubernetesObject => {
  const known = objects.get(path);
  const kept = { ...known, ...object };
  if (object["kind"] === "Pod") kept["status"] = podStatus(object["spec"] as { restartPolicy?: string });
  objects.set(path, kept);
  return kept;
};

/** Pods that end are taken to have ended well: nothing runs here. */
const podStatus = ({ restartPolicy }: { restartPolicy?: string }): KubernetesObject => ({
  phase: restartPolicy === "OnFailure" || restartPolicy === "Never" ? "Succeeded" : "Running",
  podIP: "10.244.0.2",
});

const status = (code: number, message: string): [number, KubernetesObject] => [
  code,
  { apiVersion: "v1", kind: "Status", status: code < 300 ? "Success" : "Failure", code, message },
];

const readJson = async (request: IncomingMessage): Promise<KubernetesObject> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString() || "{}") as KubernetesObject;
};

const answer = async (objects: Objects, request: IncomingMessage): Promise<[number, KubernetesObject | string]> => {
  const path = new URL(request.url ?? "/", "https://kubernetes").pathname;
  if (path === "/readyz" || path === "/livez" || path === "/healthz") return [200, "ok"];
  if (path === "/version") return [200, { major: "1", gitVersion: "simulated" }];
  const found = objects.get(path);
  switch (request.method ?? "") {
    case "GET": {
      if (found) return [200, found];
      const items = [...objects].filter(
        ([at]) => at.startsWith(`${path}/`) && !at.slice(path.length + 1).includes("/"),
      );
      if (items.length === 0 && !/\/[a-z]+s$/.test(path)) return status(404, `${path} not found`);
      return [200, { apiVersion: "v1", kind: "List", metadata: {}, items: items.map(([, object]) => object) }];
    }
    case "PATCH":
      return [found ? 200 : 201, put(objects, path, await readJson(request))];
    case "DELETE":
      // What lies in a namespace goes with it.
      for (const at of [...objects.keys()]) if (at === path || at.startsWith(`${path}/`)) objects.delete(at);
      return found ? status(200, "deleted") : status(404, `${path} not found`);
    default:
      return status(405, `${request.method} is not simulated`);
  }
};

/** The part of the Kubernetes API that the service itself uses: readiness, get, list, server-side apply, delete. */
export const answerKubernetes = async (
  objects: Objects,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const [code, body] = await answer(objects, request).catch((error: unknown) => status(400, String(error)));
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(code, { "content-type": typeof body === "string" ? "text/plain" : "application/json" }).end(text);
};
