import { rmSync } from "node:fs";
import http from "node:http";
import type { LoadBalancerOrder } from "../../../driver.ts";
import { InTurn } from "../in-turn.ts";
import { controlSocket } from "../place.ts";
import { type Addresses, Balancer } from "./balancer.ts";

const textOf = async (request: http.IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return text;
};

/**
 * Takes the region's orders for the load balancers of this VPC, on a unix socket:
 * `PUT | DELETE /load-balancers/ARN`, `GET /load-balancers/ARN` (what the health checks see), and `GET /alive`, whose answer ends
 * only with this process.
 */
export const serveControl = async (folder: string, addresses: Addresses): Promise<void> => {
  const balancers = new Map<string, Balancer>();
  const inTurn = new InTurn();

  const apply = async (arn: string, text: string): Promise<void> => {
    const balancer = balancers.get(arn) ?? new Balancer(folder, addresses);
    balancers.set(arn, balancer);
    await balancer.apply(JSON.parse(text) as LoadBalancerOrder);
  };
  const remove = async (arn: string): Promise<void> => {
    await balancers.get(arn)?.close();
    balancers.delete(arn);
  };
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { method, url = "" } = request;
    if (url === "/alive") return void response.writeHead(200).flushHeaders();
    const [, arn] = /^\/load-balancers\/([^/]+)$/.exec(url) ?? [];
    if (arn === undefined) return void response.writeHead(404).end();
    const name = decodeURIComponent(arn);
    if (method === "GET") return void response.end(JSON.stringify(balancers.get(name)?.health() ?? {}));
    const text = await textOf(request);
    await inTurn.run(name, () => (method === "PUT" ? apply(name, text) : remove(name)));
    response.writeHead(204).end();
  };

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(request.method, request.url, error);
      if (!response.headersSent) response.writeHead(500).end(String(error));
    });
  });
  const path = controlSocket(folder);
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path }, resolve);
  });
};
