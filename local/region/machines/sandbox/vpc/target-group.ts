import { connect, type Socket } from "node:net";
import type { LoadBalancerOrder } from "../../../driver.ts";
import { joinSockets } from "../join-sockets.ts";
import { Target } from "./target.ts";

type Order = LoadBalancerOrder["listeners"][number]["targetGroup"];

/** A machine without power answers no SYN; the next target is tried after this long. */
const dialMilliseconds = 1000;

/** The targets behind a listener and the choice among them, over all zones. */
export class TargetGroup {
  readonly arn: string;
  private targets = new Map<string, Target>();
  private turn = 0;

  constructor(order: Order) {
    this.arn = order.arn;
    this.apply(order);
  }

  apply(order: Order): void {
    const before = this.targets;
    this.targets = new Map(
      order.targets.map((wanted) => {
        const key = `${wanted.address}:${wanted.port}`;
        // A group that checks the traffic port says so with the group's own port; targets may have another one.
        const port = order.healthCheck.port === order.port ? wanted.port : order.healthCheck.port;
        const check = { ...order.healthCheck, port };
        const target = before.get(key) ?? new Target(wanted, check, () => this.cutDead());
        target.use(check);
        target.draining = wanted.draining;
        return [key, target];
      }),
    );
    for (const [key, target] of before) if (!this.targets.has(key)) target.close();
  }

  /** Key: `address:port`. Targets that no check has decided on yet are absent. */
  health(): Map<string, "healthy" | "unhealthy"> {
    return new Map(
      [...this.targets].flatMap(([key, { health }]) => (health === "initial" ? [] : [[key, health] as const])),
    );
  }

  /**
   * Gives a client to a target: a healthy one, or, when none is, any that takes it (a network load balancer "fails open"). Where no
   * target takes it, the client is cut off.
   */
  async serve(client: Socket): Promise<void> {
    client.on("error", () => client.destroy());
    this.turn += 1;
    const usable = [...this.targets.values()].filter(({ draining }) => !draining);
    const rotated = usable.map((_, i) => usable[(i + this.turn) % usable.length] as Target);
    for (const target of rotated.sort((a, b) => a.rank - b.rank)) {
      if (client.destroyed) return;
      const server = await dial(target).catch(() => undefined);
      if (!server) {
        target.suspect = true;
        continue;
      }
      if (client.destroyed) return void server.destroy();
      target.sockets.add(server);
      server.on("close", () => target.sockets.delete(server));
      joinSockets(client, server);
      return;
    }
    client.destroy();
  }

  close(): void {
    for (const target of this.targets.values()) target.close();
    this.targets.clear();
  }

  /**
   * A machine without power sends no RST: without this its clients would wait for time-outs of their own. Not when all are down: that
   * may be a stall that passes, and there is nobody better to turn to.
   */
  private cutDead(): void {
    const all = [...this.targets.values()];
    if (all.some(({ health }) => health === "healthy"))
      for (const target of all) if (target.health === "unhealthy") target.cut();
  }
}

const dial = (target: Target): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: target.address, port: target.port, noDelay: true, allowHalfOpen: true });
    const timer = setTimeout(() => socket.destroy(new Error("no answer")), dialMilliseconds);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", reject);
      resolve(socket);
    });
    socket.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
