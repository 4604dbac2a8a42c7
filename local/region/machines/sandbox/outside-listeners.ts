import { connect, createServer, type Server, type Socket } from "node:net";
import type { LoadBalancerOrder } from "../../driver.ts";
import { joinSockets } from "./join-sockets.ts";
import { listenerSocket } from "./place.ts";

interface Outside {
  servers: Map<number, Server>;
  clients: Set<Socket>;
}

/** Load balancers' addresses on this computer's loopback. What comes is handed to the VPC's process, which chooses a target. */
export class OutsideListeners {
  private readonly balancers = new Map<string, Outside>();

  /** @param folder of the VPC's sockets */
  async apply({ arn, hostAddress, listeners }: LoadBalancerOrder, folder: string): Promise<void> {
    const outside: Outside = this.balancers.get(arn) ?? { servers: new Map(), clients: new Set() };
    this.balancers.set(arn, outside);
    const ports = new Set(listeners.map(({ port }) => port));
    for (const [port, server] of outside.servers) {
      if (ports.has(port)) continue;
      server.close();
      outside.servers.delete(port);
    }
    for (const port of ports) {
      if (outside.servers.has(port)) continue;
      const path = listenerSocket(folder, arn, port);
      outside.servers.set(port, await listen(hostAddress, port, (client) => bring(client, path, outside)));
    }
  }

  remove(arn: string): void {
    const outside = this.balancers.get(arn);
    this.balancers.delete(arn);
    for (const server of outside?.servers.values() ?? []) server.close();
    for (const client of outside?.clients ?? []) client.destroy();
  }

  close(): void {
    for (const arn of [...this.balancers.keys()]) this.remove(arn);
  }
}

const bring = (client: Socket, path: string, { clients }: Outside): void => {
  clients.add(client);
  client.on("close", () => clients.delete(client));
  joinSockets(client, connect({ path, allowHalfOpen: true }));
};

const listen = (host: string, port: number, take: (client: Socket) => void): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, take);
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
