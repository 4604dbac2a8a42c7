import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import { createStages, stagesOf } from "#core/operations/stages.ts";
import { type FunctionFault, functionFaults } from "#local/function-faults.ts";
import { tenantOf } from "#local/tenant.ts";
import { wanted } from "#test/amount.ts";
import { service } from "#test/service.ts";

interface State {
  Type: string;
  Catch?: { ErrorEquals: string[]; Next: string }[];
}

const { States: states } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../statemachines/create-cluster.asl.json"), "utf8"),
) as { States: Record<string, State> };

/** Read from the definition, so that a new stage is tested without a word here; what only a restore does is its test's. */
const usual: readonly string[] = createStages(false);
const stages = Object.entries(states).flatMap(([name, { Type, Catch = [] }]) =>
  (Type === "Task" || Type === "Map") && usual.includes(name) && Catch.some(({ Next }) => Next.startsWith("Undo"))
    ? [name]
    : [],
);

const small = { nodeGroups: [{ name: "default", size: 2 }] };
const cloud = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });
const left = async (clusterId: string): Promise<string[]> => (await cloud.sweep.leftovers(clusterId)).left;

const faults = functionFaults(service.localstackUrl);
const ordered: string[] = [];
afterAll(async () => {
  for (const id of ordered) await faults.takeBack(id);
});

/** One cluster in one tenant's life, with something going wrong. */
const createWith = async (name: string, troubles: FunctionFault[]) => {
  const tenant = await tenantOf(service, name);
  for (const trouble of troubles) {
    const order = { ...trouble, event: { tenantId: name, ...trouble.event } };
    ordered.push((await faults.order(order)).id);
  }
  const operation = await tenant.over(await tenant.create({ name: name.slice(0, 40).replace(/-$/, ""), ...small }));
  return { tenant, operation };
};

/** A few at a time: two cores carry no more. */
const aFewAtATime = async (names: readonly string[], work: (name: string) => Promise<void>): Promise<void> => {
  const queue = [...names];
  const lane = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) await work(name);
  };
  await Promise.all([lane(), lane(), lane()]);
};

test("every stage is tried", () => {
  expect(stages).toEqual(usual.filter((name) => name !== "CheckRequest"));
});

/** Undoing goes through the same states wherever it begins; in memory, over the same definition, it begins at each. */
const failing = stages.filter(
  (_, i) => i === stages.length - 1 || wanted("every call of every stage") || (i % 6 === 0 && wanted("told in memory")),
);

test("a stage that fails for good, its work done, undoes all that was made", async () => {
  await aFewAtATime(failing, async (state) => {
    // What ActivateCluster has done cannot be taken back: from then on the cluster is the caller's.
    const at = state === "ActivateCluster" ? "begin" : "end";
    const trouble = { kind: "fail", at, count: null, event: { stage: state } } as const;
    const { tenant, operation } = await createWith(`fail-${state.toLowerCase()}`, [trouble]);
    expect({ state, status: operation.status, error: operation.error }).toEqual({
      state,
      status: "rolled-back",
      error: { code: "Ordered", stage: state, message: expect.any(String) },
    });
    expect({ state, left: await left(operation.clusterId) }).toEqual({ state, left: [] });
    const gone = await tenant.over(await tenant.remove(operation.clusterId));
    expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  });
}, 900_000);

const deleting = stagesOf["cluster.delete"];
(wanted("programs that die") ? test : test.skip).each<[string, FunctionFault[]]>([
  ["is run twice", [{ kind: "repeat", at: "end", count: null }]],
  [
    "dies once its work is done",
    [...stages, ...deleting].map((stage) => ({ kind: "kill", at: "end", event: { stage } })),
  ],
])(
  "create and delete come to the same end when each of their stages %s",
  async (how, troubles) => {
    const { tenant, operation } = await createWith(`each-${how.replaceAll(" ", "-")}`, troubles);
    const mine = ordered.slice(-troubles.length);
    expect(operation).toMatchObject({ status: "succeeded" });
    const nodes = await tenant.nodes(operation.clusterId);
    expect(nodes.map((node) => node.state)).toEqual(Array(5).fill("ready"));
    const gone = await tenant.over(await tenant.remove(operation.clusterId));
    expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
    expect(await left(operation.clusterId)).toEqual([]);
    const seen = await Promise.all(mine.map((id) => faults.seen(id)));
    expect(troubles.filter((_, i) => seen[i]?.fired === 0)).toEqual([]);
  },
  300_000,
);

test("the region is empty after all that", async () => {
  const { total } = (await fetch(`${service.regionUrl}/_region/resources`).then((answer) => answer.json())) as {
    total: number;
  };
  expect(total).toBe(0);
});
