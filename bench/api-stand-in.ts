import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Cluster } from "#contract/clusters.ts";
import { Node } from "#contract/nodes.ts";
import { Operation } from "#contract/operations.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { stagesOf } from "#core/operations/stages.ts";

export interface StandIn {
  /** With `/v1`. */
  url: string;
  close(): Promise<void>;
}

const states = ["running", "running", "running", "updating", "degraded", "failed"] as const;

const exampleOf = <Shape>(schema: { meta(): Record<string, unknown> | undefined }): Shape =>
  schema.meta()?.["example"] as Shape;

/** The contract's example cluster, so many times; the first one is being changed. */
export const manyClusters = (count: number): Cluster[] => {
  const example = exampleOf<Cluster>(Cluster);
  return Array.from({ length: count }, (_, i) => ({
    ...example,
    id: `cls_01kb2m3n4p5q6r7s8t9v${String(i).padStart(6, "0")}`,
    name: `cluster-${i}`,
    state: states[i % states.length] ?? "running",
    ...(i === 0 ? { activeOperation: exampleOf<Operation>(Operation).id } : {}),
  }));
};

const pageOf = (clusters: readonly Cluster[], { searchParams }: URL): object => {
  const wanted = searchParams.get("state");
  const all = wanted ? clusters.filter(({ state }) => state === wanted) : clusters;
  const from = Number(searchParams.get("pageToken") ?? 0);
  const to = from + Number(searchParams.get("pageSize") ?? 50);
  return { items: all.slice(from, to), ...(to < all.length ? { nextPageToken: String(to) } : {}) };
};

/** The contract's example with all that its workflow goes through, most of it done. */
const operation = (): Operation => {
  const names = stagesOf["cluster.create"];
  const [done, first] = [names.indexOf("AwaitMachines"), exampleOf<Operation>(Operation)];
  const at = first.startedAt;
  const stages = names.map((name, i) => {
    const after = names.slice(Math.max(0, i - 1), i);
    if (i > done) return { name, after, status: "pending" as const, attempts: 0 };
    const begun = { name, after, attempts: 1, ...(at ? { startedAt: at } : {}) };
    return i === done
      ? { ...begun, status: "running" as const }
      : { ...begun, status: "succeeded" as const, endedAt: at };
  });
  return { ...first, stages } as Operation;
};

/** As many as the example cluster has, over three zones; half of them have booted. */
const nodes = (): Node[] => {
  const example = exampleOf<Node>(Node);
  return ["a", "b", "c"].flatMap((zone, i) =>
    (["control-plane", "worker"] as const).map((role) => ({
      ...{ ...example, id: `i-${role}-${zone}`, name: `node-${role}-${zone}`, role, zone: `us-east-1${zone}` },
      ...{ faultDomain: `nn-${zone}`, state: i === 0 ? ("joining" as const) : ("launching" as const) },
    })),
  );
};

/** What the contract's own example is too small for. */
const larger = (path: string, clusters: readonly Cluster[]): unknown => {
  if (/^\/operations\/[^/]+$/.test(path)) return operation();
  if (path === "/operations") return { items: [operation()] };
  if (/^\/clusters\/[^/]+\/nodes$/.test(path)) return { items: nodes() };
  return clusters.find(({ id }) => path === `/clusters/${id}`);
};

/** The example that the contract gives of what a call is answered with. */
const answerOf = (method: string, path: string, plans: boolean): unknown => {
  const fits = ({ path: pattern }: Route): boolean =>
    new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const route = Object.values<Route>(routes).find((one) => one.method === method && fits(one));
  const example = (plans && route?.plan ? route.plan : route?.answer)?.meta()?.["example"];
  if (typeof example !== "object" || example === null) return undefined;
  // The last page: there is no next one to ask for.
  const { nextPageToken, ...rest } = example as { nextPageToken?: string };
  return rest;
};

/** An API that answers with the contract's own examples, or larger ones, and lists as many clusters as there are to be: for what is the page's own time. */
export const startStandIn = async (clusters: readonly Cluster[]): Promise<StandIn> => {
  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const path = url.pathname.replace(/^\/v1/, "");
    if (request.method === "GET" && path === "/clusters") return answer(response, 200, pageOf(clusters, url));
    const wide = request.method === "GET" ? larger(path, clusters) : undefined;
    const example = wide ?? answerOf(request.method ?? "GET", path, url.searchParams.get("validateOnly") === "true");
    if (example === undefined) return answer(response, 404, { code: "NotFound", title: "none", detail: "none" });
    answer(response, 200, example);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
