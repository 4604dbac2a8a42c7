import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { root, stateFolder } from "./folders.ts";
import type { KeeperMessage, Release } from "./keeper-messages.ts";
import type { Ports } from "./ports.ts";
import type { ProcessRecord } from "./processes.ts";

export interface KeeperOrder {
  machines: "sandbox" | "simulated";
  ports: Ports;
  /** Kubernetes versions that machines can be made of. */
  images: readonly string[];
  say: (line: string) => void;
}

/** A service in the background that is not yet on its own. */
export interface Keeper {
  apiUrl: string;
  /** Resolves when it has ended by itself or by another's order. */
  gone: Promise<void>;
  /** From now on it stays when this process goes. */
  release(): Promise<void>;
}

/** Somebody else was faster. */
export class Taken extends Error {
  override readonly name = "Taken";
  readonly keeper: ProcessRecord;

  constructor(keeper: ProcessRecord) {
    super(`another service has the state folder (pid ${keeper.pid})`);
    this.keeper = keeper;
  }
}

const keeperLog = (): string => join(stateFolder(), "logs", "keeper.log");

/**
 * Starts the keeper and waits until the service is up.
 * @param signal takes it down again, even when it is up, as long as it has not been released
 * @throws Taken; Error with the reason when it does not come up (then nothing is left running)
 */
export const startKeeper = async (
  { machines, ports, images, say }: KeeperOrder,
  signal: AbortSignal,
): Promise<Keeper> => {
  signal.throwIfAborted();
  mkdirSync(join(stateFolder(), "logs"), { recursive: true, mode: 0o700 });
  const out = openSync(keeperLog(), "a");
  const args = ["--machines", machines, "--ports", JSON.stringify(ports), "--images", images.join(",")];
  const child = spawn(process.execPath, [join(root, "local/keeper.ts"), ...args], {
    cwd: root,
    detached: true,
    stdio: ["ignore", out, out, "ipc"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  const apiUrl = await untilUp(child, say, gone);
  return {
    apiUrl,
    gone,
    release: () => {
      signal.removeEventListener("abort", end);
      child.unref();
      const order: Release = { kind: "release" };
      return new Promise((resolve) => {
        child.send(order, () => {
          if (child.connected) child.disconnect();
          resolve();
        });
      });
    },
  };
};

const untilUp = (child: ChildProcess, say: (line: string) => void, gone: Promise<void>): Promise<string> =>
  new Promise((resolve, reject) => {
    let last: Error | undefined;
    child.on("message", (message) => {
      const told = message as KeeperMessage;
      if (told.kind === "said") say(told.line);
      if (told.kind === "up") resolve(told.apiUrl);
      if (told.kind === "taken") last = new Taken(told.keeper);
      if (told.kind === "failed") last = new Error(told.message);
    });
    child.once("error", reject);
    // Only once it is gone is everything that it had started gone, too.
    void gone.then(() => reject(last ?? new Error(`the service has ended: see ${keeperLog()}`)));
  });
