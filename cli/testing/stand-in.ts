import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  method: string;
  /** Path and query, without `/v1`. */
  path: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}

/** What is answered: a body with its status, or "lost" for a connection that breaks. */
export type Answered = { status: number; body: unknown } | "lost";

export interface StandIn {
  env: Record<string, string>;
  url: string;
  seen: Seen[];
  close(): Promise<void>;
}

/** An API for tests of the command line alone: answers as it is told, and keeps what it was asked. */
export const standIn = async (answer: (asked: Seen, count: number) => Answered): Promise<StandIn> => {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += String(part);
    const path = (request.url ?? "").replace(/^\/v1/, "");
    const asked = {
      method: request.method ?? "",
      path,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    const given = answer(asked, seen.push(asked));
    if (given === "lost") request.socket.destroy();
    else response.writeHead(given.status, { "content-type": "application/json" }).end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    url,
    env: { KUBEWRIGHT_API_URL: url, KUBEWRIGHT_TOKEN: "a-token" },
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
