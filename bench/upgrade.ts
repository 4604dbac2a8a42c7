/** A cluster brought to the next minor under requests, and the same by hand: `npm run bench -- upgrade`. */
import { existsSync } from "node:fs";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import type { Service } from "#local/service.ts";
import { type Probed, probeApi, throughService } from "./api-probe.ts";
import { record, round } from "./figure.ts";
import { newCluster, withRealService } from "./real-service.ts";
import { buildByHand } from "./self-built.ts";
import { upgradeByHand } from "./upgrade-by-hand.ts";
import { keptWeb } from "./web-objects.ts";

const command = "npm run bench -- upgrade";
const [from, to] = ["v1.36.3", "v1.37.2"] as const;
const machines = 5;

/** Servers, and an object to write on. */
const objects: object[] = [
  ...keptWeb("kept"),
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "written" }, data: { word: "first" } },
];

interface Upgraded {
  probes: Record<"reads" | "writes" | "service", Probed>;
  seconds: number;
}

const ours = async (service: Service): Promise<Upgraded> => {
  const { tenant, clusterId, kube } = await newCluster(service, 2, from);
  await kube.apply(...objects);
  await kube.kubectl("rollout", "status", "deployment/kept", "--timeout=60s");
  const asker = await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
  const running = {
    reads: probeApi(asker),
    writes: probeApi(asker, "/api/v1/namespaces/default/configmaps/written", { data: { word: "again" } }),
    service: probeApi(asker, throughService("kept")),
  };
  const begun = await tenant.call<Operation>("POST", `/clusters/${clusterId}/upgrade`, { version: to });
  const ended = await tenant.over(begun, 500, 900_000);
  const [reads, writes, served] = await Promise.all(Object.values(running).map((probe) => probe.stop()));
  if (ended.status !== "succeeded" || !reads || !writes || !served)
    throw new Error(`the upgrade ended ${ended.status}: ${JSON.stringify(ended.error)}`);
  await tenant.over(await tenant.remove(clusterId));
  // From the first step of a machine: what comes before it is there by hand, too, or is not done by hand at all.
  const began = ended.stages.find(({ name }) => name === "PlanStep")?.startedAt;
  const seconds = (Date.parse(ended.endedAt ?? "") - Date.parse(began ?? "")) / 1000;
  return { probes: { reads, writes, service: served }, seconds: round(seconds, 1) };
};

const byHand = async (service: Service): Promise<number[]> => {
  const cgroupV1 = !existsSync("/sys/fs/cgroup/cgroup.controllers");
  const hand = await buildByHand(service, from, cgroupV1);
  try {
    return await upgradeByHand(service, hand, to, cgroupV1 ? "--ignore-preflight-errors=SystemVerification" : "");
  } finally {
    await hand.remove();
  }
};

export const benchUpgrade = (): Promise<void> =>
  withRealService(
    async (service) => {
      const { probes, seconds } = await ours(service);
      const all = Object.values(probes);
      const sum = (of: "requests" | "failed"): number => all.reduce((so, probe) => so + probe[of], 0);
      const detail = { from, to, machines: "3 + 2", seconds, probes };
      record({
        figure: "upgrade-failed-requests",
        value: sum("failed"),
        unit: `of ${sum("requests")} reads and writes of the API and requests to a Service with 2 replicas, while 3 + 2 machines go from ${from} to ${to}`,
        goal: "= 0",
        command,
        detail,
      });
      record({
        figure: "upgrade-longest-gap-seconds",
        value: round(Math.max(...all.map(({ longestGapSeconds }) => longestGapSeconds))),
        unit: "s, longest time without a good answer of any of the three",
        goal: "<= 3",
        command,
        detail,
      });
      const hand = await byHand(service);
      record({
        figure: "upgrade-vs-by-hand",
        value: round(seconds / machines / (hand.reduce((so, one) => so + one, 0) / hand.length)),
        unit: "seconds a machine, each replaced by a new one, against `kubeadm upgrade` in place by hand, packages and images fetched before",
        goal: "<= 1.0",
        command,
        detail: { ...detail, hand },
      });
    },
    [to, from],
  );
