import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "#contract/roles.ts";
import { buildConsoleAside } from "#stacks/console-files.ts";
import { type Place, synthesise } from "./assembly.ts";
import { cleanUp } from "./cleanup.ts";
import { type ConsoleServer, consoleClient, startConsole } from "./console-server.ts";
import { deploy } from "./deploy.ts";
import { cacheFolder, root, stateFolder } from "./folders.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { freePorts, type Ports } from "./ports.ts";
import { end, isAlive, type ProcessRecord, recordOf } from "./processes.ts";
import { forgetProfile, writeProfile } from "./profile.ts";
import { clockFile, endRegion, launchRegion, type RegionOrder } from "./region-process.ts";
import { forgetRun, type RunRecord, releaseFolder, takeFolder, writeRun } from "./run-record.ts";
import { endStrays } from "./stray-processes.ts";
import { untilAnswers } from "./wait.ts";

export interface ServiceOptions {
  machines: "sandbox" | "simulated";
  /** Default: `.kubewright` in the checkout. */
  stateDir?: string;
  /** Default: any free ones. */
  ports?: Ports;
  /** Told of each step as it is done. */
  say?: (line: string) => void;
  /** Ends the bringing up; what runs by then is taken down again. */
  signal?: AbortSignal;
  /** Of the region: Kubernetes versions, where their images are, how long a simulated machine boots. */
  region?: Pick<RegionOrder, "images" | "imageDir" | "bootSeconds" | "vcpus">;
  /** See LocalStackOrder. */
  processesPerFunction?: number;
}

export interface Service {
  /** With `/v1`, without a slash at the end. */
  apiUrl: string;
  regionUrl: string;
  localstackUrl: string;
  issuerUrl: string;
  consoleUrl: string;
  stateDir: string;
  token(tenant: string, role: Role, subject?: string): Promise<string>;
  /** Resolves, with what happened, when a part of the service ends by itself. */
  broken: Promise<string>;
  /** Ends everything: machines, networks, processes. */
  stop(): Promise<void>;
}

/** Somebody else has the state folder. */
export class AlreadyRunning extends Error {
  override readonly name = "AlreadyRunning";
  readonly keeper: ProcessRecord;

  constructor(keeper: ProcessRecord) {
    super(`the service runs already (pid ${keeper.pid})`);
    this.keeper = keeper;
  }
}

/** LocalStack's only account, and the region that everything is in. */
const place: Place = { account: "000000000000", region: "us-east-1" };

/**
 * Brings the whole service up: LocalStack, the pocket region, the token issuer, and the stacks on them.
 * What an earlier run has left is cleared away first.
 * @throws AlreadyRunning; Error that says what did not start and where its log is (then nothing is left running)
 */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const stateDir = options.stateDir ?? stateFolder();
  const say = options.say ?? (() => undefined);
  const holder = takeFolder(stateDir);
  if (holder) throw new AlreadyRunning(holder);
  const bringUp = new BringUp({ ...options, stateDir, say }, options.ports ?? (await freePorts()));
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () => reject(new Error("interrupted"));
    if (options.signal?.aborted) stop();
    else options.signal?.addEventListener("abort", stop, { once: true });
  });
  const started = bringUp.start();
  // Whichever of the two comes second is of no interest any more.
  for (const outcome of [started, interrupted]) outcome.catch(() => undefined);
  try {
    return await Promise.race([started, interrupted]);
  } catch (error) {
    await bringUp.stop();
    throw error;
  }
};

/** One run: what has been started so far, so that it can be ended at any point. */
class BringUp {
  readonly options: ServiceOptions & { stateDir: string; say: (line: string) => void };
  readonly ports: Ports;
  readonly run: RunRecord;
  readonly localstackUrl: string;
  readonly regionUrl: string;
  issuer: Issuer | undefined;
  console: ConsoleServer | undefined;
  localstack: ProcessRecord | undefined;
  region: ProcessRecord | undefined;
  watch: NodeJS.Timeout | undefined;
  clearing: Promise<void> | undefined;
  stopped = false;

  constructor(options: BringUp["options"], ports: Ports) {
    this.options = options;
    this.ports = ports;
    this.localstackUrl = process.env["AWS_ENDPOINT_URL"] ?? `http://127.0.0.1:${ports.localstack}`;
    this.regionUrl = `http://127.0.0.1:${ports.region}`;
    this.run = {
      keeper: recordOf("keeper", process.pid),
      processes: [],
      machines: options.machines,
      startedAt: new Date().toISOString(),
    };
  }

  async start(): Promise<Service> {
    const { stateDir, say } = this.options;
    this.clearing = cleanUp(stateDir, say);
    await this.clearing;
    this.expectWanted();
    mkdirSync(join(stateDir, "logs"), { recursive: true });
    this.note();
    await this.launch();
    // Beside LocalStack's start, which takes longer.
    const built = buildConsoleAside(root);
    built.catch(() => undefined);
    this.issuer = await startIssuer(stateDir, this.ports.issuer, consoleClient(this.ports.console));
    const { url: issuerUrl } = this.issuer;
    const assembly = await synthesise(join(stateDir, "stacks"), issuerUrl, place);
    say("stacks synthesised");
    await Promise.all([
      untilAnswers(`${this.localstackUrl}/_localstack/health`, this.localstack, {
        seconds: 240,
        log: this.log("localstack"),
      }).then(() => say("LocalStack answers")),
      untilAnswers(`${this.regionUrl}/_region/health`, this.region, { seconds: 30, log: this.log("region") }).then(() =>
        say(`region answers (${this.options.machines} machines)`),
      ),
    ]);
    const { ApiId } = await deploy({ assembly, endpoint: this.localstackUrl, place, say });
    this.expectWanted();
    const apiUrl = `${this.localstackUrl}/_aws/execute-api/${ApiId}/v1`;
    this.run.apiUrl = apiUrl;
    const order = { folder: await built, port: this.ports.console, issuer: issuerUrl, apiUrl };
    this.console = await startConsole(order);
    this.expectWanted();
    const consoleUrl = this.console.url;
    this.run.consoleUrl = consoleUrl;
    this.note();
    writeProfile(stateDir, {
      apiUrl,
      consoleUrl,
      tokenUrl: `${issuerUrl}/token`,
      issuer: issuerUrl,
      regionUrl: this.regionUrl,
      localstackUrl: this.localstackUrl,
      region: place.region,
      tenant: "local",
      subject: "you",
      role: "admin",
    });
    const { issuer } = this;
    return {
      apiUrl,
      regionUrl: this.regionUrl,
      localstackUrl: this.localstackUrl,
      issuerUrl,
      consoleUrl,
      stateDir,
      token: (tenant, role, subject = "tester") => issuer.token({ tenant, subject, role }),
      broken: this.watching(),
      stop: () => this.stop(),
    };
  }

  async launch(): Promise<void> {
    const { stateDir, machines, region, processesPerFunction } = this.options;
    const isOurs = !process.env["AWS_ENDPOINT_URL"];
    // Machines that really run, and functions that run elsewhere, have clocks of their own.
    const clock = isOurs && machines === "simulated" ? { clock: clockFile(stateDir) } : {};
    if (isOurs) {
      const { launchLocalStack } = await import("./localstack/launch.ts");
      this.expectWanted();
      this.localstack = launchLocalStack({
        port: this.ports.localstack,
        stateDir: join(stateDir, "localstack"),
        cacheDir: cacheFolder(),
        log: this.log("localstack"),
        pythonPath: [join(root, "local/gateway")],
        serviceDir: stateDir,
        ...clock,
        ...(processesPerFunction === undefined ? {} : { processesPerFunction }),
        functionEnv: {
          AWS_ENDPOINT_URL: this.localstackUrl,
          AWS_ENDPOINT_URL_EC2: this.regionUrl,
          AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: this.regionUrl,
          AWS_ENDPOINT_URL_PRICING: this.regionUrl,
          ...(clock.clock === undefined ? {} : { KUBEWRIGHT_CLOCK: clock.clock }),
        },
      });
      this.note();
    }
    this.region = launchRegion(
      { stateDir, port: this.ports.region, machines, localstackUrl: this.localstackUrl, ...clock, ...region },
      this.log("region"),
    );
    this.note();
  }

  /** Nothing may be started, or noted down, once all has been stopped. */
  expectWanted(): void {
    if (this.stopped) throw new Error("interrupted");
  }

  log(name: string): string {
    return join(this.options.stateDir, "logs", `${name}.log`);
  }

  note(): void {
    this.run.processes = [this.localstack, this.region].filter((record) => record !== undefined);
    writeRun(this.options.stateDir, this.run);
  }

  watching(): Promise<string> {
    return new Promise((resolve) => {
      this.watch = setInterval(() => {
        const lost = this.run.processes.find((record) => !isAlive(record));
        if (lost) resolve(`${lost.name} has ended: see ${this.log(lost.name)}`);
      }, 1_000);
      this.watch.unref();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watch);
    await this.clearing?.catch(() => undefined);
    if (this.region) await endRegion(this.region, this.regionUrl);
    // It keeps nothing over its end, so that there is nothing to wait for; what it leaves behind carries the service's mark.
    await Promise.all([
      this.localstack ? end(this.localstack, 3_000) : undefined,
      this.issuer?.close(),
      this.console?.close(),
    ]);
    await endStrays(this.options.stateDir);
    forgetProfile(this.options.stateDir);
    forgetRun(this.options.stateDir);
    releaseFolder(this.options.stateDir);
  }
}
