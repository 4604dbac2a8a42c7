import { clusterTable } from "#cli/cluster/cluster-text.ts";
import { allClusters } from "#cli/find-cluster.ts";
import { age } from "#cli/times.ts";
import { stateFolder } from "./folders.ts";
import type { ProcessRecord } from "./processes.ts";
import { readRun } from "./run-record.ts";
import { localSession, output } from "./session.ts";

/** What a second `npm start` says: what runs already, and how to go on. @returns exit code */
export const showWhatRuns = async (
  keeper: ProcessRecord,
  wanted: "sandbox" | "simulated" | undefined,
): Promise<number> => {
  const out = output();
  const run = readRun(stateFolder());
  if (run?.apiUrl === undefined) {
    out.line(`Another \`npm start\` is bringing the service up (pid ${keeper.pid}); \`npm stop\` ends it.`);
    return 1;
  }
  out.line(`The service runs already, since ${age(run.startedAt)}, with ${run.machines} machines: ${run.apiUrl}`);
  out.line();
  const { client } = localSession(out, new AbortController().signal);
  const clusters = await allClusters(client);
  out.line(clusters.length > 0 ? clusterTable(clusters) : "It has no clusters.");
  out.line();
  if (wanted !== undefined && wanted !== run.machines) {
    out.line(`For ${wanted} machines: \`npm stop\` first, which ends these clusters, then \`npm start\` again.`);
    return 1;
  }
  if (run.consoleUrl) out.line(`  ${run.consoleUrl.padEnd(42)}the console, in a browser`);
  out.line("  ./kubewright cluster create NAME --wait   makes another cluster");
  out.line("  npm stop                                  ends the service and its clusters");
  return 0;
};
