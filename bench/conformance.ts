/** Upstream's conformance tests against a new cluster: `npm run bench -- conformance`. `KUBEWRIGHT_CONFORMANCE=whole` leaves none of them out. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Credentials } from "#contract/credentials.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import type { Service } from "#local/service.ts";
import { feedOn } from "./by-hand-shell.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { ensureTestImages } from "./conformance/images.ts";
import { conformancePage } from "./conformance/page.ts";
import { ensureConformance, imageSources } from "./conformance/programs.ts";
import { type Result, resultsOf, suiteFailures } from "./conformance/results.ts";
import { runTests } from "./conformance/run-tests.ts";
import { type Left, left } from "./conformance/selection.ts";
import { record, round } from "./figure.ts";
import { newCluster, version, withRealService } from "./real-service.ts";

const page = join(import.meta.dirname, "..", "docs/conformance.md");
const parallel = 4;

const loadImages = async (service: Service, archives: readonly string[], ids: readonly string[]): Promise<void> => {
  const feed = feedOn(service);
  for (const id of ids)
    for (const archive of archives) await feed(archive, { id, reads: "ctr -n k8s.io images import - >/dev/null" });
};

interface Chosen {
  programs: string;
  archives: readonly string[];
  notChosen: readonly Left[];
  command: string;
}

export const testCluster = async (
  service: Service,
  { tenant, clusterId }: ClusterInUse,
  { programs, archives, notChosen, command }: Chosen,
): Promise<void> => {
  const nodes = await tenant.nodes(clusterId);
  const workers = nodes.filter(({ role }) => role === "worker").map(({ id }) => id);
  await loadImages(service, archives, workers);
  const began = performance.now();
  const report = await runTests({
    programs,
    kubectl: join(cacheFolder(), "images", version, "root/usr/local/bin/kubectl"),
    folder: join(stateFolder(), "conformance"),
    parallel,
    notChosen,
    credentials: () => tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`),
  });
  const minutes = round((performance.now() - began) / 60_000, 1);

  const json = readFileSync(report, "utf8");
  const broken = suiteFailures(json);
  if (broken.length > 0) throw new Error(`the suite itself has failed: ${broken.join("; ")}`);
  const results = resultsOf(json, notChosen);
  const count = (state: Result["state"]): number => results.filter((result) => result.state === state).length;
  const machines = "3 + 2 machines";
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(page, conformancePage({ version, machines, date, minutes, parallel, results }));
  record({
    figure: "conformance-failed",
    value: count("failed"),
    unit: `of upstream's conformance tests have failed; ${count("passed")} of ${results.length} have passed, docs/conformance.md says why the others are not run`,
    goal: "= 0",
    command,
    detail: {
      version,
      machines,
      parallel,
      minutes,
      passed: count("passed"),
      notRun: count("not run"),
      of: results.length,
    },
  });
};

export const benchConformance = async (): Promise<void> => {
  const programs = await ensureConformance(version, cacheFolder());
  const archives = await ensureTestImages({ programs, sources: await imageSources(version, cacheFolder()) });
  const whole = process.env["KUBEWRIGHT_CONFORMANCE"] === "whole";
  const command = `${whole ? "KUBEWRIGHT_CONFORMANCE=whole " : ""}npm run bench -- conformance`;
  await withRealService(async (service) => {
    const cluster = await newCluster(service, 2);
    await testCluster(service, cluster, { programs, archives, notChosen: whole ? [] : left, command });
    await cluster.tenant.over(await cluster.tenant.remove(cluster.clusterId));
  });
};
