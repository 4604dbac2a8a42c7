import { createServer, type Server, type Socket } from "node:net";
import type { LoadBalancerOrder } from "../../driver.ts";

/** Takes a connection that has just been accepted. */
export interface ConnectionTaker {
  emit(event: "connection", socket: Socket): boolean;
}

interface Balancer {
  order: LoadBalancerOrder;
  /** By port. */
  servers: Map<number, Server>;
  sockets: Set<Socket>;
}

/**
 * Network load balancers on their loopback addresses, in front of machines that are objects of this process.
 * @param serverAt what the machine at an address serves; undefined while it serves nothing
 */
export const simulatedBalancers = (
  serverAt: (vpcId: string, address: string) => Promise<ConnectionTaker | undefined>,
) => {
  const balancers = new Map<string, Balancer>();
  let turn = 0;

  const forward = async (balancer: Balancer, port: number, socket: Socket): Promise<void> => {
    balancer.sockets.add(socket);
    socket.on("close", () => balancer.sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const group = balancer.order.listeners.find((listener) => listener.port === port)?.targetGroup;
    const targets = (group?.targets ?? []).filter(({ draining }) => !draining);
    turn += 1;
    for (const [i] of targets.entries()) {
      const { address } = targets[(turn + i) % targets.length] as (typeof targets)[number];
      const server = await serverAt(balancer.order.vpcId, address).catch(() => undefined);
      if (!server) continue;
      server.emit("connection", socket);
      return;
    }
    socket.destroy();
  };

  const listen = (balancer: Balancer, port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer((socket) => void forward(balancer, port, socket));
      server.once("error", reject);
      server.listen(port, balancer.order.hostAddress, () => resolve(server));
    });

  const end = async ({ servers, sockets }: Balancer): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await Promise.all([...servers.values()].map((server) => new Promise((resolve) => server.close(resolve))));
  };

  return {
    async apply(order: LoadBalancerOrder): Promise<void> {
      const balancer = balancers.get(order.arn) ?? { order, servers: new Map<number, Server>(), sockets: new Set() };
      balancer.order = order;
      balancers.set(order.arn, balancer);
      for (const { port } of order.listeners)
        if (!balancer.servers.has(port)) balancer.servers.set(port, await listen(balancer, port));
      for (const [port, server] of balancer.servers)
        if (!order.listeners.some((listener) => listener.port === port)) {
          server.close();
          balancer.servers.delete(port);
        }
    },

    async remove(arn: string): Promise<void> {
      const balancer = balancers.get(arn);
      balancers.delete(arn);
      if (balancer) await end(balancer);
    },

    /** @param isUp whether the machine at an address answers */
    health(arn: string, isUp: (vpcId: string, address: string) => boolean): Map<string, "healthy" | "unhealthy"> {
      const order = balancers.get(arn)?.order;
      return new Map(
        (order?.listeners ?? []).flatMap(({ targetGroup }) =>
          targetGroup.targets.map(
            ({ address, port }) =>
              [
                `${targetGroup.arn}|${address}:${port}`,
                isUp(order?.vpcId ?? "", address) ? "healthy" : "unhealthy",
              ] as const,
          ),
        ),
      );
    },

    async close(): Promise<void> {
      await Promise.all([...balancers.values()].map(end));
      balancers.clear();
    },
  };
};
