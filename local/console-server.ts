import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { consoleCaching, consolePolicy } from "#stacks/console-headers.ts";
import type { WebClient } from "./code-flow.ts";

export interface ConsoleOrder {
  /** From buildConsole(). */
  folder: string;
  port: number;
  /** Where tokens come from. */
  issuer: string;
  /** With `/v1`. */
  apiUrl: string;
}

export interface ConsoleServer {
  url: string;
  close(): Promise<void>;
}

/** What the issuer knows of the console. @param port that it is served at */
export const consoleClient = (port: number): WebClient => ({
  id: "console",
  redirectUris: ["127.0.0.1", "localhost"].map((host) => `http://${host}:${port}/signed-in`),
});

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

interface File {
  type: string;
  plain: Buffer;
  gzipped: Buffer;
}

/** All files by their path, in memory: they are few, and what is built anew meanwhile is for the next start. */
const filesIn = (folder: string): Map<string, File> =>
  new Map(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => extname(name) in types)
      .map((name) => {
        const plain = readFileSync(join(folder, name));
        const file = { type: types[extname(name)] ?? "", plain, gzipped: gzipSync(plain) };
        return [`/${name.split(sep).join("/")}`, file];
      }),
  );

/**
 * The console on this computer, as CloudFront has it on AWS (stacks/console-stack.ts): its files, `/config.json`, and the API below `/v1` of the
 * same origin.
 */
export const startConsole = async ({ folder, port, issuer, apiUrl }: ConsoleOrder): Promise<ConsoleServer> => {
  if (!existsSync(join(folder, "index.html"))) throw new Error(`${folder} holds no console`);
  const files = filesIn(folder);
  const config = Buffer.from(JSON.stringify({ issuer, clientId: consoleClient(port).id, scope: "openid" }));
  files.set("/config.json", { type: "application/json", plain: config, gzipped: gzipSync(config) });
  const headers = {
    "content-security-policy": consolePolicy([issuer]),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };

  const show = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    // Places of the console are for its own program to find; a name with an ending is a file.
    const file = files.get(path) ?? (extname(path) === "" ? files.get("/index.html") : undefined);
    if (!file) return void response.writeHead(404, headers).end();
    const gzip = /\bgzip\b/.test(String(request.headers["accept-encoding"]));
    const told = {
      ...headers,
      "content-type": file.type,
      "cache-control": consoleCaching(path),
      vary: "accept-encoding",
    };
    response.writeHead(200, gzip ? { ...told, "content-encoding": "gzip" } : told);
    response.end(request.method === "HEAD" ? undefined : gzip ? file.gzipped : file.plain);
  };

  const server = createServer((request, response) => {
    // A page of somebody else's, under a name that leads to this computer, is not answered.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ""))
      return void response.writeHead(421).end();
    const { pathname, search } = new URL(request.url ?? "/", "http://console");
    if (pathname.startsWith("/v1/")) return passOn(request, response, `${apiUrl}${pathname.slice(3)}${search}`);
    if (request.method === "GET" || request.method === "HEAD") return show(request, response, pathname);
    response.writeHead(405, headers).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** What the API need not know of the browser. LocalStack would take the origin for that of a stranger. */
const own = new Set(["host", "origin", "referer", "cookie", "connection"]);

const passOn = (request: IncomingMessage, response: ServerResponse, url: string): void => {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !own.has(name)));
  const passed = forward(url, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, "cache-control": "no-store" });
    answer.pipe(response);
  });
  passed.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.on("close", () => passed.destroy());
  request.pipe(passed);
};
