/**
 * The process that holds the whole service on this computer, in the background, until it gets SIGTERM. Started by `npm start`, to
 * which it speaks over IPC; until it is released, the end of `npm start` is its own.
 */
import { parseArgs } from "node:util";
import { cacheFolder, stateFolder } from "./folders.ts";
import type { KeeperMessage, Release } from "./keeper-messages.ts";
import type { Ports } from "./ports.ts";
import { AlreadyRunning, type Service, startService } from "./service.ts";

const { values } = parseArgs({
  options: {
    machines: { type: "string", default: "simulated" },
    ports: { type: "string" },
    images: { type: "string" },
  },
});
const machines = values.machines === "sandbox" ? "sandbox" : "simulated";

const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

const tell = (message: KeeperMessage): void => {
  if (message.kind === "said") log(message.line);
  if (process.connected) process.send?.(message);
};

const unwanted = new AbortController();
const wanted = new Promise<string>((resolve) => {
  unwanted.signal.addEventListener("abort", () => resolve(String(unwanted.signal.reason)));
});
let released = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => unwanted.abort(`${signal} received`));
// The terminal it was started from may go.
process.on("SIGHUP", () => undefined);
process.on("disconnect", () => {
  if (!released) unwanted.abort("whoever started it has ended");
});
process.on("message", ({ kind }: Release) => {
  if (kind === "release") released = true;
});

const keep = async (service: Service): Promise<number> => {
  const why = await Promise.race([wanted, service.broken]);
  log(`stopping: ${why}`);
  await service.stop();
  log("stopped");
  return unwanted.signal.aborted ? 0 : 1;
};

const main = async (): Promise<number> => {
  try {
    const service = await startService({
      machines,
      stateDir: stateFolder(),
      signal: unwanted.signal,
      say: (line) => tell({ kind: "said", line }),
      ...(values.ports ? { ports: JSON.parse(values.ports) as Ports } : {}),
      region: {
        ...(values.images ? { images: values.images.split(",") } : {}),
        ...(machines === "sandbox" ? { imageDir: `${cacheFolder()}/images` } : {}),
      },
    });
    tell({ kind: "up", apiUrl: service.apiUrl });
    return await keep(service);
  } catch (error) {
    if (error instanceof AlreadyRunning) tell({ kind: "taken", keeper: error.keeper });
    else {
      log(`failed: ${(error as Error).stack}`);
      tell({ kind: "failed", message: (error as Error).message });
    }
    return 1;
  }
};

const code = await main();
// A message on its way would be cut off by exit().
if (process.connected) process.disconnect();
process.exit(code);
