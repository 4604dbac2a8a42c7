/** `npm start`: checks, installs, brings the service up in the background and makes a first cluster. `--help` says how. */

import { failureText } from "#cli/problem-text.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import { duration } from "#contract/duration.ts";
import { clearCrashed } from "./clear-crashed.ts";
import { firstName, kubectlLines, makeFirstCluster } from "./first-cluster.ts";
import { stateFolder } from "./folders.ts";
import { hasImage, install } from "./install.ts";
import { usualOrFreePorts } from "./ports.ts";
import { preflight } from "./preflight.ts";
import { isAlive } from "./processes.ts";
import { holderOf, readRun } from "./run-record.ts";
import { localSession, output } from "./session.ts";
import { type Keeper, startKeeper, Taken } from "./start-keeper.ts";
import { readStartOptions, type StartOptions, startHelp } from "./start-options.ts";
import { steps } from "./steps.ts";
import { showWhatRuns } from "./what-runs.ts";

const out = output();
const began = Date.now();
const interrupt = new AbortController();

const options = (): StartOptions | "help" => {
  try {
    return readStartOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`npm start: ${(error as Error).message}\n\n${startHelp}`);
    process.exit(2);
  }
};

const showMissing = (missing: string[], machines: "sandbox" | "simulated"): void => {
  console.error("npm start: this computer is not ready:\n");
  for (const reason of missing) console.error(`  - ${reason}`);
  if (machines === "sandbox")
    console.error("\n`npm start -- --machines simulated` needs much less, but runs no real Kubernetes.");
};

const showWhatNext = (lines: string[], madeIn: string | undefined): void => {
  out.line();
  const made = madeIn === undefined ? "" : `, the cluster ${out.styled("bold", firstName)} in ${madeIn}`;
  out.line(`Up in ${duration(Date.now() - began)}${made}. It stays up in the background. What next:`);
  out.line();
  for (const line of lines) out.line(`  ${out.styled("cyan", line)}`);
  out.line();
  const consoleUrl = readRun(stateFolder())?.consoleUrl;
  if (consoleUrl) out.line(`  ${consoleUrl.padEnd(28)}the console, in a browser`);
  out.line(`  ${"./kubewright --help".padEnd(28)}clusters, nodes, operations`);
  out.line(`  ${"./kubewright doctor".padEnd(28)}looks whether all is well`);
  out.line(`  ${"npm stop".padEnd(28)}ends everything; clusters end with the service`);
};

/** The service is up: the first cluster, and what to do with it. @returns exit code */
const useService = async (keeper: Keeper, { version, cluster, machines }: StartOptions): Promise<number> => {
  const session = localSession(out, interrupt.signal);
  if (!cluster) {
    await keeper.release();
    showWhatNext(["./kubewright cluster create NAME --wait"], undefined);
    return 0;
  }
  let madeIn: string;
  try {
    out.line();
    madeIn = await makeFirstCluster(session, version);
  } catch (error) {
    if (interrupt.signal.aborted) throw error;
    const { text, exitCode } = failureText(error);
    console.error(`\n${text}\nThe service itself stays up; \`npm stop\` ends it.`);
    await keeper.release();
    return exitCode;
  }
  const next =
    machines === "simulated"
      ? [`./kubewright node list ${firstName}`]
      : await kubectlLines(session, firstName, version);
  await keeper.release();
  showWhatNext(next, madeIn);
  return 0;
};

/** Versions that machines can be made of: what has an image; simulated machines need none. */
const images = (machines: "sandbox" | "simulated", version: string): string[] =>
  kubernetesVersions.filter((one) => machines === "simulated" || one === version || hasImage(one));

const start = async (asked: StartOptions): Promise<number> => {
  const holder = holderOf(stateFolder());
  if (holder && isAlive(holder)) return showWhatRuns(holder, asked.machines);
  const machines = asked.machines ?? "sandbox";
  const missing = await preflight(machines, asked.version);
  if (missing.length > 0) {
    showMissing(missing, machines);
    return 1;
  }
  out.line(`${out.styled("bold", "Kubewright")} on this computer, with ${machines} machines`);
  const shown = steps(out);
  await install({ machines, version: asked.version, shown, signal: interrupt.signal });
  // Before ports are chosen: what an earlier service left may hold the usual ones.
  await clearCrashed(shown);
  const { ports, notes } = await usualOrFreePorts();
  for (const note of notes) out.line(`  ${note}`);
  const keeper = await shown.step("Bringing the service up", (say) =>
    startKeeper({ machines, ports, images: images(machines, asked.version), say }, interrupt.signal),
  );
  const ended = keeper.gone.then((): never => {
    throw new Error("the service has been stopped");
  });
  return await Promise.race([useService(keeper, asked), ended]);
};

const failed = async (error: unknown): Promise<number> => {
  if (error instanceof Taken) return showWhatRuns(error.keeper, undefined);
  if (!interrupt.signal.aborted) console.error(`npm start: ${(error as Error).message}`);
  // What the keeper could not take away itself.
  await clearCrashed(steps(out));
  return interrupt.signal.aborted ? 130 : 1;
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    if (interrupt.signal.aborted) return;
    interrupt.abort();
    out.keep();
    out.line("\nTaking everything down again …");
  });

const asked = options();
if (asked === "help") out.line(startHelp);
else process.exit(await start(asked).catch(failed));
