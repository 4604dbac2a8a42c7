import { DrainBlocked, NotYet } from "#core/errors.ts";
import type { Kubernetes, KubernetesPod } from "#core/ports/cloud.ts";
import { changeFacts, connectTo, type LeavingNode, type PlannedInput } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** Told at most: a node may have a hundred pods. */
const mostTold = 5;

/** A machine that is taken back has two minutes; what has not left by then is lost with it. */
const urgentSeconds = 90;

const idOf = ({ namespace, name }: KubernetesPod): string => `${namespace}/${name}`;

/** Asks each pod that has not been asked to leave. @returns what is still there, in words; nothing when the node is empty */
export const emptied = async (
  { name }: LeavingNode,
  { api, ready, force, late }: { api: Kubernetes; ready: Set<string>; force: boolean; late: boolean },
): Promise<string[]> => {
  if (name === undefined) return [];
  const pods = await api.podsToMove(name);
  const told = await Promise.all(
    pods.map(async (pod): Promise<string[]> => {
      // Where no kubelet answers, a pod never ends; nor does one wait for it whose caller has said so.
      if (pod.ending) return ready.has(name) && !(force && late) ? [`pod ${idOf(pod)} has not ended`] : [];
      const keeper = await api.evict(pod);
      if (keeper !== undefined && !force) return [`pod ${idOf(pod)} is kept by ${keeper}`];
      if (keeper !== undefined)
        await api.remove({ apiVersion: "v1", kind: "Pod", name: pod.name, namespace: pod.namespace });
      return [`pod ${idOf(pod)} is ending`];
    }),
  );
  return told.flat().map((text) => `node ${name}: ${text}`);
};

/** What is left, in words for people. */
export const toldOf = (left: readonly string[]): string => {
  const more = left.length > mostTold ? ` and ${left.length - mostTold} more` : "";
  return `${left.slice(0, mostTold).join("; ")}${more}`;
};

/**
 * Moves the pods of all leaving nodes to others, as far as budgets allow now. Pods run elsewhere then, so there is nothing to undo.
 * @throws NotYet while there are some left, DrainBlocked when the group's time limit is over
 */
export const drainNodes: Stage<PlannedInput> = async (input, ports) => {
  const { plan } = input;
  if (plan.drain.length === 0) return;
  const { operation, change, cluster, group } = await changeFacts(input, ports);
  const now = ports.clock.now();
  const began = operation.stages.find(({ name }) => name === "DrainNodes")?.startedAt ?? now;
  const patience = plan.urgent ? Math.min(urgentSeconds, group.spec.drainSeconds) : group.spec.drainSeconds;
  const late = Date.parse(now) - Date.parse(began) >= patience * 1000;
  const api = await connectTo(cluster, ports);
  const ready = new Set((await api.nodes()).filter((node) => node.ready).map(({ name }) => name));
  const how = { api, ready, force: change.force, late };
  const left = (await Promise.all(plan.drain.map((node) => emptied(node, how)))).flat();
  if (left.length === 0 || (plan.urgent && late)) return;
  const text = toldOf(left);
  if (!late || change.force) throw new NotYet(text);
  throw new DrainBlocked(`not drained in ${group.spec.drainSeconds} s, and left in service: ${text}`);
};
