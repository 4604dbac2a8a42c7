import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Credentials } from "#contract/credentials.ts";
import { kubeconfigOf } from "#local/kubernetes/kubectl.ts";
import type { Left } from "./selection.ts";

export interface Order {
  /** As ensureConformance makes them. */
  programs: string;
  /** Of the cluster's own version. */
  kubectl: string;
  /** For the report; made anew. */
  folder: string;
  parallel: number;
  notChosen: readonly Left[];
  credentials(): Promise<Credentials>;
}

/** Credentials live for an hour. */
const renewedEvery = 30 * 60_000;

const ended = (command: string, args: readonly string[], env: NodeJS.ProcessEnv, log: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const output = openSync(log, "w");
    const child = spawn(command, args, { env, stdio: ["ignore", output, output] });
    child.on("error", reject);
    // Which tests have failed is in the report.
    child.on("close", () => {
      closeSync(output);
      resolve();
    });
  });

/** Runs the conformance tests. @returns the path of ginkgo's report */
export const runTests = async (order: Order): Promise<string> => {
  const { programs, kubectl, folder, parallel, notChosen, credentials } = order;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kubeconfig = join(folder, "kubeconfig");
  const renew = async (): Promise<void> => {
    writeFileSync(`${kubeconfig}.new`, kubeconfigOf(await credentials()), { mode: 0o600 });
    renameSync(`${kubeconfig}.new`, kubeconfig);
  };
  await renew();
  const renewing = setInterval(() => void renew().catch((error: unknown) => console.error(error)), renewedEvery);
  try {
    const chosen = ["--focus=\\[Conformance\\]", ...notChosen.map(({ pattern }) => `--skip=${pattern}`)];
    const reported = ["--no-color", "--json-report=report.json", `--output-dir=${folder}`];
    const told = [
      `--kubeconfig=${kubeconfig}`,
      `--kubectl-path=${kubectl}`,
      "--provider=skeleton",
      `--e2e-output-dir=${folder}`,
    ];
    const args = [
      `--nodes=${parallel}`,
      "--timeout=4h",
      ...chosen,
      ...reported,
      join(programs, "e2e.test"),
      "--",
      ...told,
    ];
    const log = join(folder, "ginkgo.log");
    console.log(`running the tests: ${log}`);
    await ended(join(programs, "ginkgo"), args, { PATH: process.env["PATH"], HOME: folder }, log);
  } finally {
    clearInterval(renewing);
    rmSync(kubeconfig, { force: true });
  }
  return join(folder, "report.json");
};
