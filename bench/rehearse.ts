/** An upgrade rehearsed on a real cluster, whole and with three breakages: `npm run bench -- rehearse`. */
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { record, round } from "./figure.ts";
import { newCluster, withRealService } from "./real-service.ts";
import { seedBreakages, seeded } from "./seeded-breakages.ts";

const command = "npm run bench -- rehearse";
const [from, to] = ["v1.36.3", "v1.37.2"] as const;

const stageOf = ({ stages }: Operation, name: string) => stages.find((one) => one.name === name);

/** Upgrades as far as to the first step that would change something, and no further. */
export const rehearseOnly = async ({ tenant, clusterId }: ClusterInUse, force: string[] = []): Promise<Operation> => {
  const look = (id: string): Promise<Operation> => tenant.call("GET", `/operations/${id}`);
  const asked = await tenant.call<Operation>("POST", `/clusters/${clusterId}/upgrade`, { version: to, force });
  const goesOn = (operation: Operation): boolean => stageOf(operation, "PlanStep")?.status !== "pending";
  const now = await eventually(
    () => look(asked.id),
    (operation) => goesOn(operation) || operation.endedAt !== undefined,
    { seconds: 300, pause: 200 },
  );
  if (goesOn(now)) await tenant.call("POST", `/operations/${asked.id}/cancel`);
  return tenant.over(now);
};

/** All that comes before the first step, after it is known that there may be one. */
const secondsOf = (operation: Operation): number => {
  const { startedAt = "" } = stageOf(operation, "SaveSnapshot") ?? {};
  const { endedAt = "" } = stageOf(operation, "RemoveDrill") ?? {};
  return round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
};

export const benchRehearse = (): Promise<void> =>
  withRealService(
    async (service) => {
      const cluster = await newCluster(service, 1, from);
      const whole = await rehearseOnly(cluster);
      await seedBreakages(cluster);
      const broken = await rehearseOnly(cluster, ["webhooks"]);
      await cluster.tenant.over(await cluster.tenant.remove(cluster.clusterId));
      const [passed, failed] = [whole, broken].map(({ upgrade }) => upgrade?.rehearsal);
      if (passed?.verdict !== "passed") throw new Error(`the whole cluster: ${JSON.stringify(passed ?? whole.error)}`);
      record({
        figure: "rehearsal-seconds",
        value: secondsOf(whole),
        unit: `s that snapshot and rehearsal add to an upgrade, ${passed.objects} objects`,
        goal: "<= 120",
        command,
        detail: {
          from,
          to,
          objects: passed.objects,
          machine: passed.seconds,
          steps: passed.steps,
          estimate: passed.estimate,
        },
      });
      const found = failed?.findings.map(({ check, what }) => `${check} ${what}`) ?? [];
      record({
        figure: "rehearsal-seeded-found",
        value: round(seeded.filter((one) => found.includes(one)).length / seeded.length),
        unit: "of three seeded breakages: an object that nothing serves, a converter and a webhook that nobody answers for; of none in a whole cluster",
        goal: "= 1",
        command,
        detail: { from, to, seeded, findings: failed?.findings, status: broken.status },
      });
    },
    [to, from],
  );
