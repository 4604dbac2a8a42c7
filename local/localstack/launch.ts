import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { launch, type ProcessRecord, serviceMark } from "../processes.ts";
import { localstackHome } from "./home.ts";

export interface LocalStackOrder {
  /** On 127.0.0.1. */
  port: number;
  /** All that it writes. */
  stateDir: string;
  /** State folder of the service that it is part of. */
  serviceDir: string;
  /** Where install() has put it. */
  cacheDir: string;
  log: string;
  /** Folders of plug-ins. */
  pythonPath: string[];
  /** Environment that every function gets on top of its own. */
  functionEnv: Record<string, string>;
  /** File that says by how much the service's time is ahead (local/region/clock.ts): times of S3's objects go by it, too. */
  clock?: string;
  /** Of one function, at the same time; absent: as many as there are calls. */
  processesPerFunction?: number;
}

/** Starts LocalStack in host mode, on loopback only, with our Lambda executor. Needs install() to have run. */
export const launchLocalStack = (order: LocalStackOrder): ProcessRecord => {
  const { venv, lib } = localstackHome(order.cacheDir);
  const root = join(order.stateDir, "root");
  const home = join(order.stateDir, "home");
  const temporary = join(order.stateDir, "tmp");
  for (const folder of [join(root, "usr/lib"), home, temporary]) mkdirSync(folder, { recursive: true });
  // Where LocalStack expects what its image ships; without it every run would download it anew.
  symlinkSync(lib, join(root, "usr/lib/localstack"));
  // Without a package.json of its own, a function's index.js would be what the nearest one above says, and not CommonJS as on AWS.
  writeFileSync(join(order.stateDir, "package.json"), "{}");
  const address = `127.0.0.1:${order.port}`;
  return launch("localstack", [join(venv, "bin/python"), "-m", "localstack.runtime.main"], {
    log: order.log,
    cwd: order.stateDir,
    env: {
      [serviceMark]: order.serviceDir,
      HOME: home,
      TMPDIR: temporary,
      FILESYSTEM_ROOT: root,
      PATH: [join(venv, "bin"), dirname(process.execPath), process.env["PATH"]].join(delimiter),
      PYTHONPATH: [...order.pythonPath, join(import.meta.dirname, "plugin")].join(delimiter),
      GATEWAY_LISTEN: address,
      LOCALSTACK_HOST: address,
      DNS_ADDRESS: "0",
      DISABLE_EVENTS: "1",
      SKIP_SSL_CERT_DOWNLOAD: "1",
      PYTHON_DOTENV: "0",
      OVERRIDE_IN_DOCKER: "0",
      DEBUG: "0",
      // DynamoDB Local's own streams; LocalStack's default ones lag.
      PROVIDER_OVERRIDE_DYNAMODB: "v2",
      PROVIDER_OVERRIDE_DYNAMODBSTREAMS: "v2",
      LAMBDA_RUNTIME_EXECUTOR: "kubewright",
      LAMBDA_SYNCHRONOUS_CREATE: "0",
      KUBEWRIGHT_NODE: process.execPath,
      KUBEWRIGHT_FUNCTION_ENV: JSON.stringify(order.functionEnv),
      ...(order.clock === undefined ? {} : { KUBEWRIGHT_CLOCK: order.clock }),
      // Whoever waits for a process keeps two of the gateway's threads, and processes at work need some of them.
      ...(order.processesPerFunction === undefined
        ? {}
        : { KUBEWRIGHT_PROCESSES_A_FUNCTION: String(order.processesPerFunction), GATEWAY_WORKER_COUNT: "4000" }),
    },
  });
};
