import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Cluster } from "#contract/clusters.ts";
import { type Route, routes } from "#contract/routes.ts";

export interface StandIn {
  /** With `/v1`. */
  url: string;
  close(): Promise<void>;
}

const states = ["running", "running", "running", "updating", "degraded", "failed"] as const;

/** The contract's example cluster, so many times. */
export const manyClusters = (count: number): Cluster[] => {
  const example = Cluster.meta()?.["example"] as Cluster;
  return Array.from({ length: count }, (_, i) => ({
    ...example,
    id: `cls_01kb2m3n4p5q6r7s8t9v${String(i).padStart(6, "0")}`,
    name: `cluster-${i}`,
    state: states[i % states.length] ?? "running",
  }));
};

const pageOf = (clusters: readonly Cluster[], { searchParams }: URL): object => {
  const wanted = searchParams.get("state");
  const all = wanted ? clusters.filter(({ state }) => state === wanted) : clusters;
  const from = Number(searchParams.get("pageToken") ?? 0);
  const to = from + Number(searchParams.get("pageSize") ?? 50);
  return { items: all.slice(from, to), ...(to < all.length ? { nextPageToken: String(to) } : {}) };
};

/** The example that the contract gives of what a call is answered with. */
const exampleOf = (method: string, path: string, plans: boolean): unknown => {
  const fits = ({ path: pattern }: Route): boolean =>
    new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const route = Object.values<Route>(routes).find((one) => one.method === method && fits(one));
  const example = (plans && route?.plan ? route.plan : route?.answer)?.meta()?.["example"];
  if (typeof example !== "object" || example === null) return undefined;
  // The last page: there is no next one to ask for.
  const { nextPageToken, ...rest } = example as { nextPageToken?: string };
  return rest;
};

/** An API that answers with the contract's own examples, and lists as many clusters as there are to be: for what is the page's own time. */
export const startStandIn = async (clusters: readonly Cluster[]): Promise<StandIn> => {
  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const path = url.pathname.replace(/^\/v1/, "");
    if (request.method === "GET" && path === "/clusters") return answer(response, 200, pageOf(clusters, url));
    const example = exampleOf(request.method ?? "GET", path, url.searchParams.get("validateOnly") === "true");
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
