import { mkdirSync, rmdirSync, rmSync } from "node:fs";
import http from "node:http";
import { dirname } from "node:path";
import { awsGate } from "./aws-gate.ts";
import type { RoleCredentials } from "./given-credentials.ts";
import { awsSocket, credentialsSocket, type Place } from "./place.ts";
import type { SigningKey } from "./signature.ts";

interface Parts {
  /** Where the AWS endpoint answers; without one, machines find nobody there. */
  localstackUrl: string | undefined;
  credentials(instanceId: string): Promise<RoleCredentials | undefined>;
  /** The key that a machine has been given under the access key id. */
  keyOf(accessKeyId: string): SigningKey | undefined;
}

/** What the VPCs' processes reach of the outside: two unix sockets in a folder that is root's alone. */
export const serveVpcs = async (place: Place, { localstackUrl, credentials, keyOf }: Parts): Promise<() => void> => {
  mkdirSync(place.runDir, { recursive: true, mode: 0o700 });
  const forCredentials = http.createServer((request, response) => {
    credentials((request.url ?? "").slice(1)).then(
      (found) => response.writeHead(found ? 200 : 404).end(found ? JSON.stringify(found) : ""),
      (error: unknown) => response.writeHead(503).end(String(error)),
    );
  });
  const forAws = awsGate(localstackUrl, keyOf);
  await listen(forCredentials, credentialsSocket(place));
  await listen(forAws, awsSocket(place));
  return () => {
    for (const server of [forCredentials, forAws]) {
      server.close();
      server.closeAllConnections();
    }
    for (const folder of [place.runDir, dirname(place.runDir)]) {
      try {
        rmdirSync(folder);
      } catch {
        // Not empty: VPCs, or other services, go on.
      }
    }
  };
};

const listen = (server: http.Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    rmSync(path, { force: true });
    server.once("error", reject);
    server.listen({ path }, resolve);
  });
