/** The pocket region as a process of its own. `node local/region/main.ts --help` says how. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { movableTime, type RegionClock, systemTime } from "./clock.ts";
import type { MachineDriver } from "./driver.ts";
import { startRegion } from "./region.ts";
import { defaultSettings } from "./settings.ts";
import { regionName } from "./zones.ts";

const help = `node local/region/main.ts --state DIR [options]
  --state DIR            folder of the region's records
  --port N               port on 127.0.0.1 (4577)
  --machines KIND        sandbox (root on Linux) or simulated (the default)
  --localstack URL       where EventBridge and STS answer (none: events are only logged)
  --images V,V           Kubernetes versions that have a machine image (${defaultSettings.images.join(",")})
  --image-dir DIR        where the sandbox finds machine images
  --boot-seconds N       how long a simulated machine boots
  --vcpus N              quota of all instances together (${defaultSettings.vcpuQuota.standard})
  --clock FILE           where functions read by how much time is ahead; it can be moved then (simulated machines only)
  --drain                end all machines and networks of the state folder, then leave`;

const fail = (message: string): never => {
  console.error(`region: ${message}`);
  process.exit(2);
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      state: { type: "string" },
      port: { type: "string", default: "4577" },
      machines: { type: "string", default: "simulated" },
      localstack: { type: "string" },
      images: { type: "string", default: defaultSettings.images.join(",") },
      "image-dir": { type: "string" },
      "boot-seconds": { type: "string" },
      vcpus: { type: "string" },
      clock: { type: "string" },
      drain: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fail(`--port ${values.port}: a number from 0 to 65535 is needed`);
  if (values.machines !== "sandbox" && values.machines !== "simulated")
    fail(`--machines ${values.machines}: one of sandbox, simulated is needed`);
  const images = values.images.split(",").filter(Boolean);
  const wrong = images.find((version) => !/^v\d+\.\d+\.\d+$/.test(version));
  if (wrong) fail(`--images ${wrong}: versions such as v1.37.2 are needed`);
  const bootSeconds = values["boot-seconds"] === undefined ? undefined : Number(values["boot-seconds"]);
  if (bootSeconds !== undefined && !(bootSeconds >= 0))
    fail(`--boot-seconds ${values["boot-seconds"]}: a number from 0 up is needed`);
  const vcpus = values.vcpus === undefined ? undefined : Number(values.vcpus);
  if (vcpus !== undefined && !(vcpus >= 0)) fail(`--vcpus ${values.vcpus}: a number from 0 up is needed`);
  if (values.clock !== undefined && values.machines === "sandbox")
    fail(`--clock ${values.clock}: machines that really run have clocks of their own`);
  return {
    ...values,
    stateDir: resolve(values.state ?? fail("--state DIR is needed")),
    port,
    images,
    bootSeconds,
    vcpus,
  };
};

type Options = ReturnType<typeof readOptions>;

/** The drivers are loaded when they are wanted: the sandbox needs more of the machine than the simulated one. */
const loadDriver = async (options: Options, { now }: RegionClock): Promise<MachineDriver> => {
  const common = {
    stateDir: join(options.stateDir, options.machines),
    region: regionName,
    ...(options.localstack ? { localstackUrl: options.localstack } : {}),
    ...(options["image-dir"] ? { imageDir: resolve(options["image-dir"]) } : {}),
    ...(options.bootSeconds === undefined ? {} : { bootSeconds: options.bootSeconds }),
  };
  if (options.machines === "sandbox") {
    const { createSandboxDriver } = await import("./machines/sandbox/driver.ts");
    return createSandboxDriver(common);
  }
  const { createSimulatedDriver } = await import("./machines/simulated/driver.ts");
  return createSimulatedDriver({ ...common, now });
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("local/region/main.ts");
  } catch {
    return false;
  }
};

/** One process a state folder: two would write over each other's records. */
const takeFolder = (stateDir: string): string => {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const path = join(stateDir, "region.pid");
  const other = Number.parseInt(readPid(path), 10);
  if (other && other !== process.pid && isRunning(other)) fail(`process ${other} serves ${stateDir} already`);
  writeFileSync(path, `${process.pid}\n`);
  return path;
};

const readPid = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Balancers of two regions on one computer must not want the same loopback addresses. */
const balancerNetwork = (stateDir: string): string => {
  const hash = createHash("sha256").update(stateDir).digest();
  return `127.${64 + (hash.readUInt8(1) % 64)}.${hash.readUInt8(0)}`;
};

const main = async (): Promise<void> => {
  const options = readOptions();
  const pidPath = takeFolder(options.stateDir);
  const clock = options.clock === undefined ? systemTime : movableTime(resolve(options.clock));
  const driver = await loadDriver(options, clock);
  let ending = false;
  const end = async (machines: "keep" | "terminate") => {
    if (ending) return;
    ending = true;
    if (machines === "terminate") await region.drain();
    await region.close();
    // Also what had been asked away just before and was not yet gone.
    if (machines === "terminate" && options.machines === "sandbox") {
      const { sweepSandboxes } = await import("./machines/sandbox/sweep.ts");
      await sweepSandboxes(join(options.stateDir, options.machines));
    }
    rmSync(pidPath, { force: true });
    process.exit(0);
  };
  const region = await startRegion({
    stateDir: options.stateDir,
    driver,
    clock,
    port: options.drain ? 0 : options.port,
    images: options.images,
    ...(options.vcpus === undefined ? {} : { vcpuQuota: { ...defaultSettings.vcpuQuota, standard: options.vcpus } }),
    balancerNetwork: balancerNetwork(options.stateDir),
    localstackUrl: options.localstack,
    shutdown: (machines) => void end(machines),
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end("keep"));
  if (options.drain) return end("terminate");
  console.log(`region: ready on ${region.url} (${driver.kind} machines, pid ${process.pid})`);
};

await main();
