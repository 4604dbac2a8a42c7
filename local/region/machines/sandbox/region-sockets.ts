import { mkdirSync, rmdirSync, rmSync } from "node:fs";
import http from "node:http";
import { connect, createServer, type Server } from "node:net";
import { dirname } from "node:path";
import { joinSockets } from "./join-sockets.ts";
import { awsSocket, credentialsSocket, type Place } from "./place.ts";
import type { RoleCredentials } from "./role-credentials.ts";

interface Parts {
  /** Where the AWS endpoint answers; without one, machines find nobody there. */
  localstackUrl: string | undefined;
  credentials(instanceId: string): Promise<RoleCredentials | undefined>;
}

/** What the VPCs' processes reach of the outside: two unix sockets in a folder that is root's alone. */
export const serveVpcs = async (place: Place, { localstackUrl, credentials }: Parts): Promise<() => void> => {
  mkdirSync(place.runDir, { recursive: true, mode: 0o700 });
  const forCredentials = http.createServer((request, response) => {
    credentials((request.url ?? "").slice(1)).then(
      (found) => response.writeHead(found ? 200 : 404).end(found ? JSON.stringify(found) : ""),
      (error: unknown) => response.writeHead(503).end(String(error)),
    );
  });
  const clients = new Set<{ destroy(): void }>();
  const forAws = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    client.on("error", () => client.destroy()).on("close", () => clients.delete(client));
    if (!localstackUrl) return void client.destroy();
    const { hostname, port } = new URL(localstackUrl);
    joinSockets(client, connect({ host: hostname, port: Number(port || 80), noDelay: true, allowHalfOpen: true }));
  });
  await listen(forCredentials, credentialsSocket(place));
  await listen(forAws, awsSocket(place));
  return () => {
    forCredentials.close();
    forCredentials.closeAllConnections();
    forAws.close();
    for (const client of clients) client.destroy();
    for (const folder of [place.runDir, dirname(place.runDir)]) {
      try {
        rmdirSync(folder);
      } catch {
        // Not empty: VPCs, or other services, go on.
      }
    }
  };
};

const listen = (server: Server | http.Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    rmSync(path, { force: true });
    server.once("error", reject);
    server.listen({ path }, resolve);
  });
