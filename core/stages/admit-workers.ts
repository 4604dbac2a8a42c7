import { NotYet } from "#core/errors.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import { admitJoins } from "./admit-machines.ts";
import { connectWith, instanceOf, removeNodeObject } from "./node-change.ts";
import type { Stage } from "./stage.ts";
import { exemptSystem } from "./webhooks.ts";
import { raiseFence } from "./write-fence.ts";

/** Pods that are taken away at one look. */
const podsAtOnce = 200;

/** Pods of nodes that are no more: nobody runs them, and their controllers make others once they are gone. @returns whether all are gone */
const forgetPods = async (api: Kubernetes, nodes: ReadonlySet<string>): Promise<boolean> => {
  const lost = (await api.list({ apiVersion: "v1", kind: "Pod" })).filter(({ spec }) => {
    const { nodeName } = (spec ?? {}) as { nodeName?: string };
    return nodeName !== undefined && !nodes.has(nodeName);
  });
  await Promise.all(
    lost
      .slice(0, podsAtOnce)
      .map(({ metadata: { name, namespace = "default" } }) =>
        api.remove({ apiVersion: "v1", kind: "Pod", name, namespace }, { atOnce: true }),
      ),
  );
  return lost.length <= podsAtOnce;
};

/**
 * The control plane answers, with what the snapshot holds. Nodes that are no more leave Kubernetes, with the pods that ran there, before
 * anybody comes who may have the name of one; then workers may join. Programs in the cluster write again, people not yet. Lives and dies with
 * these machines, so there is nothing to undo.
 */
export const admitWorkers: Stage = async (input, ports) => {
  const { state, machines, secrets, clock } = ports;
  const { tenantId, clusterId } = input;
  // Every member has answered, or the workflow would not be here.
  await state.noteStage(input, { stage: "AwaitMembers", status: "succeeded", at: clock.now() });
  const [cluster, keys, launched] = await Promise.all([
    state.cluster(tenantId, clusterId),
    secrets.keys(clusterId),
    machines.list(clusterId),
  ]);
  const api = await connectWith(cluster, keys, ports);
  await exemptSystem(api);
  await raiseFence(api, "people");
  const living = new Set(launched.map(({ instanceId }) => instanceId));
  const nodes = await api.nodes();
  const lost = nodes.filter((node) => !living.has(instanceOf(node)));
  const staying = new Set(nodes.filter((node) => !lost.includes(node)).map(({ name }) => name));
  if (!(await forgetPods(api, staying))) throw new NotYet("pods of nodes that are no more are being forgotten");
  await Promise.all(lost.map(({ name }) => removeNodeObject(api, name)));
  await admitJoins(api, keys, ports);
};
