/**
 * What a VPC's router does beyond forwarding, as a process in the router's network namespace: the metadata service, the machines' way
 * to the AWS endpoint, and the load balancers' addresses. It outlives the region's process.
 * Started by vpc-process.ts: main.ts REGION MACHINES SOCKETS CREDENTIALS AWS, the last four being a folder with a file for each machine,
 * a folder for its own unix sockets, and two unix sockets of the region.
 */
import http from "node:http";
import { connect, createServer } from "node:net";
import { run } from "../command.ts";
import type { RoleCredentials } from "../given-credentials.ts";
import { joinSockets } from "../join-sockets.ts";
import { awsPort, metadataAddress } from "../network.ts";
import { unixRequest } from "../unix-request.ts";
import { serveControl } from "./control.ts";
import { machineFilesIn } from "./machine-files.ts";
import { metadataService } from "./metadata.ts";

const [region = "", machines = "", sockets = "", credentialsSocket = "", awsSocket = ""] = process.argv.slice(2);
const machineAt = machineFilesIn(machines);

const listen = (server: http.Server | ReturnType<typeof createServer>, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

const credentials = async (instanceId: string): Promise<RoleCredentials | undefined> => {
  const { status, text } = await unixRequest(credentialsSocket, "GET", `/${instanceId}`);
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`credentials of ${instanceId}: ${text}`);
  return JSON.parse(text) as RoleCredentials;
};

const serveMetadata = async (): Promise<void> => {
  const answer = metadataService({ region, machineAt, credentials });
  const server = http.createServer(({ method = "", url: path = "", headers, socket }, response) => {
    const address = socket.remoteAddress ?? "";
    answer({ method, path, headers, address }).then(
      ({ status, body }) => response.writeHead(status, { "content-type": "text/plain", server: "EC2ws" }).end(body),
      (error: unknown) => {
        console.error(address, method, path, error);
        response.writeHead(500).end();
      },
    );
  });
  await listen(server, 80, metadataAddress);
};

/** To the region, which lets through what a machine has signed. */
const serveAws = async (): Promise<void> => {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    joinSockets(client, connect({ path: awsSocket, allowHalfOpen: true }));
  });
  await listen(server, awsPort, "0.0.0.0");
};

const addresses = {
  add: async (address: string) => void (await run(["ip", "addr", "replace", `${address}/32`, "dev", "br0"])),
  remove: async (address: string) => void (await run(["ip", "addr", "del", `${address}/32`, "dev", "br0"])),
};

/** What a process before this one has left. */
const dropAddresses = async (): Promise<void> => {
  const found = JSON.parse(await run(["ip", "-4", "-j", "addr", "show", "dev", "br0"])) as {
    addr_info?: { local: string; prefixlen: number }[];
  }[];
  for (const { local, prefixlen } of found.flatMap(({ addr_info = [] }) => addr_info))
    if (prefixlen === 32 && local !== metadataAddress) await addresses.remove(local);
};

await dropAddresses();
await serveMetadata();
await serveAws();
await serveControl(sockets, addresses);
