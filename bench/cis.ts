/** The CIS Kubernetes Benchmark on the machines of a new cluster: `npm run bench -- cis`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "#local/folders.ts";
import type { Service } from "#local/service.ts";
import { feedOn, shellOn } from "./by-hand-shell.ts";
import { checksOf, unexplained } from "./cis/checks.ts";
import { explanations } from "./cis/explanations.ts";
import { benchmark, ensureKubeBench } from "./cis/kube-bench.ts";
import { cisPage } from "./cis/table.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { record } from "./figure.ts";
import { newCluster, version, withRealService } from "./real-service.ts";

const page = join(import.meta.dirname, "..", "docs/cis.md");

/** In a mount namespace of its own: some of the checks are scripts for a shell that knows `[[`, and are given to /bin/sh. */
const runOn = (service: Service, archive: string) => {
  const [feed, shell] = [feedOn(service), shellOn(service)];
  return async (id: string, targets: readonly string[]): Promise<string> => {
    await feed(archive, { id, reads: "mkdir -p /run/cis && tar x -C /run/cis" });
    const command = `/run/cis/kube-bench run --benchmark ${benchmark} --config-dir /run/cis/cfg --targets ${targets.join(",")} --json`;
    return shell(
      id,
      `export KUBECONFIG=/etc/kubernetes/admin.conf
unshare --mount bash -c 'mount --bind /bin/bash /bin/sh && exec ${command}'
rm -r /run/cis`,
    );
  };
};

/** @param archive as ensureKubeBench makes it */
export const checkCluster = async (
  service: Service,
  { tenant, clusterId }: ClusterInUse,
  archive: string,
): Promise<void> => {
  const nodes = await tenant.nodes(clusterId);
  const run = runOn(service, archive);
  const outputs: string[] = [];
  for (const [i, { id }] of nodes.filter(({ role }) => role === "control-plane").entries())
    outputs.push(await run(id, ["master", "etcd", "controlplane", "node", ...(i === 0 ? ["policies"] : [])]));
  for (const { id } of nodes.filter(({ role }) => role === "worker")) outputs.push(await run(id, ["node"]));

  const checks = checksOf(outputs);
  const date = new Date().toISOString().slice(0, 10);
  const machines = "3 + 2 machines";
  writeFileSync(page, cisPage({ version, benchmark, machines, date, checks }, explanations));
  const left = unexplained(checks, explanations);
  for (const { id, title, state, found } of left) console.log(`  ${state} ${id} ${title}: ${found.slice(0, 200)}`);
  record({
    figure: "cis-unexplained-failures",
    value: left.length,
    unit: `of ${checks.length} checks of the CIS Kubernetes Benchmark are not passed, and docs/cis.md does not say why`,
    goal: "= 0",
    command: "npm run bench -- cis",
    detail: {
      version,
      benchmark,
      machines,
      passed: checks.filter(({ state }) => state === "PASS").length,
      notPassed: checks.filter(({ state }) => state !== "PASS").map(({ id, state }) => `${id} ${state}`),
    },
  });
};

export const benchCis = async (): Promise<void> => {
  const archive = await ensureKubeBench(cacheFolder());
  await withRealService(async (service) => {
    const cluster = await newCluster(service, 2);
    await checkCluster(service, cluster, archive);
    await cluster.tenant.over(await cluster.tenant.remove(cluster.clusterId));
  });
};
