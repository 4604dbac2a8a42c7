import { randomUUID } from "node:crypto";
import type { Operation } from "#contract/operations.ts";
import { isOver } from "#contract/states.ts";
import { eventually } from "#local/eventually.ts";
import type { FunctionFault } from "#local/function-faults.ts";
import type { Case } from "./cases.ts";
import { judge, type Shapes, type Wanted } from "./judge.ts";
import { askedKinds, type Calls, stageKinds } from "./kinds.ts";
import { outlived } from "./outlived.ts";
import { retried, type Scenario, type Stand, scenarios } from "./scenarios.ts";

export interface Result {
  id: string;
  /** `not reached`: what was to go wrong did not come about. */
  outcome: "passed" | "failed" | "not reached";
  /** How its operation ended, and what followed. */
  way: string[];
  wrong: string[];
  seconds: number;
}

/** Calls of each stage of each scenario, of a run in which nothing went wrong. */
export type Profile = Map<string, Calls>;

/** Of a stage that has not been seen: a note, something, a note. */
const usual: Calls = ["dynamodb", "ec2", "dynamodb"];

const faultsOf = (one: Case, tenantId: string, profile: Profile, seed: string): FunctionFault[] => {
  if ("asked" in one) {
    const { function: name = "" } = scenarios[one.scenario] ?? {};
    return [{ ...askedKinds[one.asked], function: name, event: { "requestContext.authorizer.tenantId": tenantId } }];
  }
  const { scenario, stage, kind, after } = one;
  const fault = stageKinds[kind](profile.get(`${scenario}/${stage}`) ?? usual, `${seed} ${one.id}`);
  if (!fault) return [];
  const failing = { kind: "fail", at: "end", event: { tenantId, stage: after ?? "" } } as const;
  return [{ ...fault, event: { tenantId, stage } }, ...(after === undefined ? [] : [failing])];
};

/** As a client does: the same call with the same key until it is answered. */
const ask = (stand: Stand, scenario: Scenario, key = randomUUID()): Promise<Operation> =>
  eventually(
    () => scenario.ask(stand, key).catch((error: unknown) => error as Error),
    (answer) => !(answer instanceof Error) || !/: (409|50\d|429) /.test(answer.message),
    { seconds: 60, pause: 500 },
  ).then((answer) => (answer instanceof Error ? Promise.reject(answer) : answer));

/** Looks after it, as the minute's tick does, when its workflow has ended without it. */
const over = ({ world, tenant }: Stand, workflow: string, { id }: Operation): Promise<Operation> => {
  let ticked = 0;
  return eventually(
    async () => {
      const operation = await tenant.call<Operation>("GET", `/operations/${id}`);
      const isLeft = !isOver(operation.status) && !(await world.isRunning(workflow, id).catch(() => false));
      if (isLeft && Date.now() > ticked + 10_000) {
        ticked = Date.now();
        await world.tick();
      }
      return operation;
    },
    ({ status }) => isOver(status),
    { seconds: 240, pause: 300 },
  );
};

/** What is left to do when an operation has failed: what its error says. */
const again = async (stand: Stand, scenario: Scenario, { id, kind }: Operation): Promise<Operation> =>
  retried.has(kind) ? stand.tenant.call<Operation>("POST", `/operations/${id}/retry`) : ask(stand, scenario);

interface Course {
  to: Wanted;
  way: string[];
  wrong: string[];
  /** Of one that was to be held: whether it was. */
  isReached?: boolean;
}

/** Follows the operation to a state that it may end in. */
const follow = async (
  stand: Stand,
  { workflow, scenario: name }: Pick<Case, "workflow" | "scenario">,
  first: Operation,
): Promise<Course> => {
  const scenario = scenarios[name] as Scenario;
  const way: string[] = [];
  let operation = await over(stand, workflow, first);
  for (let tries = 0; ; tries += 1) {
    const { kind, status, error } = operation;
    way.push([status, error?.code, error?.stage].filter((word) => word !== undefined).join(" "));
    if (status === "succeeded") return { to: scenario.to, way, wrong: [] };
    if (status !== "failed") return { to: kind === "cluster.create" ? "gone" : scenario.from, way, wrong: [] };
    if (tries === 2) return { to: scenario.to, way, wrong: ["it does not succeed however often it is asked for"] };
    operation = await over(stand, workflow, await again(stand, scenario, operation));
  }
};

/** A stage is held in its work, and its workflow stopped. It goes on before anybody sees that, or after. */
const stopped = async (
  stand: Stand,
  one: Case & { kind: string },
  asked: Operation,
  order: string,
): Promise<Course> => {
  const { world } = stand;
  const held = await eventually(
    async () => ({
      ...(await world.faults.seen(order)),
      isRunning: await world.isRunning(one.workflow, asked.id).catch(() => true),
    }),
    ({ held: stands, isRunning }) => stands || !isRunning,
    { seconds: 60, pause: 100 },
  );
  if (!held.held) return { ...(await follow(stand, one, asked)), isReached: false };
  await world.stop(one.workflow, asked.id);
  const letGo = () => world.faults.takeBack(order);
  const wrong = one.kind === "outlived" ? await outlived(stand, one.workflow, asked.id) : [];
  await letGo();
  const course = await follow(stand, one, asked);
  return { ...course, wrong: [...wrong, ...course.wrong] };
};

/** Operations that nobody has asked for. */
const repairs = async ({ world, name, clusterId }: Stand, since: string): Promise<string[]> => {
  const { items } = await world.state.operations(name, { limit: 20, ...(clusterId ? { clusterId } : {}) });
  return items
    .filter(
      ({ requestedBy, kind, createdAt }) =>
        requestedBy === "system:kubewright" && createdAt > since && !/^(backup\.|cluster\.mend)/.test(kind),
    )
    .map(({ kind, operationId }) => `the service had to begin ${kind} ${operationId}`);
};

/** Lets one thing go wrong on a stand that is ready for it, and judges what comes of it. */
export const runCase = async (
  stand: Stand,
  one: Case,
  { profile, shapes, seed }: { profile: Profile; shapes: Shapes; seed: string },
): Promise<Result> => {
  const { world, name: tenantId } = stand;
  const began = Date.now();
  const orders = [];
  for (const fault of faultsOf(one, tenantId, profile, seed)) orders.push(await world.faults.order(fault));
  const [main] = orders;
  const result = (outcome: Result["outcome"], { way, wrong }: Pick<Result, "way" | "wrong">): Result => ({
    ...{ id: one.id, outcome, way, wrong, seconds: Math.round((Date.now() - began) / 100) / 10 },
  });
  if (!main) return result("not reached", { way: [], wrong: [] });
  try {
    const asked = await ask(stand, scenarios[one.scenario] as Scenario);
    stand.clusterId = asked.clusterId;
    const isHeld = "kind" in one && (one.kind === "stopped" || one.kind === "outlived");
    const course = isHeld ? await stopped(stand, one, asked, main.id) : await follow(stand, one, asked);
    const isReached = isHeld ? course.isReached !== false : (await world.faults.seen(main.id)).fired > 0;
    stand.is = course.to;
    const where = { tenantId, clusterId: asked.clusterId, wanted: course.to };
    // What was not made has failed, until somebody deletes it.
    if (course.to === "gone" && asked.kind === "cluster.create")
      await over(stand, "delete-cluster", await stand.tenant.remove(asked.clusterId));
    const wrong = [
      ...course.wrong,
      ...(await judge(world, shapes, where)),
      ...(await repairs(stand, new Date(began).toISOString())),
    ];
    if (wrong.length > 0) return result("failed", { ...course, wrong });
    return result(isReached ? "passed" : "not reached", course);
  } catch (error) {
    return result("failed", { way: [], wrong: [(error as Error).message] });
  } finally {
    for (const { id } of orders) await world.faults.takeBack(id);
  }
};
