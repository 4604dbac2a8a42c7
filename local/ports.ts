import { randomInt } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

export interface Ports {
  /** LocalStack: the API and every AWS service but those of the region. */
  localstack: number;
  /** EC2 and ELBv2. */
  region: number;
  /** Tokens. */
  issuer: number;
  /** The web console, with the API below its `/v1`. */
  console: number;
}

export const usualPorts: Ports = { localstack: 4566, region: 4577, issuer: 4588, console: 4599 };

/** Whether nobody listens there on loopback. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** Below those that systems lend to connections (Linux from 32768, IANA from 49152): such a one is free now, and lent before it is used. */
const [lowest, highest] = [20_000, 30_000];

/** Ports that nobody uses now, all different, by chance: who asks at the same moment gets others. */
export const freePorts = async (): Promise<Ports> => {
  const found = new Set<number>();
  while (found.size < 4) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) found.add(port);
  }
  const [localstack = 0, region = 0, issuer = 0, console = 0] = found;
  return { localstack, region, issuer, console };
};

/** The usual ports, and a free one in place of each that is taken. @returns also what to say about those */
export const usualOrFreePorts = async (): Promise<{ ports: Ports; notes: string[] }> => {
  const ports = { ...usualPorts };
  const notes: string[] = [];
  const others = await freePorts();
  for (const name of Object.keys(usualPorts) as (keyof Ports)[]) {
    if (await isFree(usualPorts[name])) continue;
    ports[name] = others[name];
    notes.push(`port ${usualPorts[name]} is used by ${whoListens(usualPorts[name])}; ${name} takes ${others[name]}`);
  }
  return { ports, notes };
};

/** Who listens on a port, such as `node (pid 4711)`; "somebody" where the system does not tell. */
export const whoListens = (port: number): string => {
  try {
    const hex = port.toString(16).toUpperCase().padStart(4, "0");
    const inodes = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === "0A")
        .map((fields) => `socket:[${fields[9]}]`),
    );
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const holds = socketsOf(pid).some((socket) => inodes.includes(socket));
      if (holds) return `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (pid ${pid})`;
    }
  } catch {
    // Not Linux, or not ours to look at.
  }
  return "somebody";
};

/** What a process has open of sockets, such as `socket:[4711]`. Nothing when it is gone, or another user's. */
export const socketsOf = (pid: string | number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
};
