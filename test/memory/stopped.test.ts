import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";
import { memberPicture, replacements } from "./member-changes.ts";
import { nodesOf } from "./node-calls.ts";
import { changes, pictureOf } from "./node-changes.ts";
import { caller, type Service } from "./service.ts";
import { ask, lively } from "./sleepers.ts";
import { type GoOn, retry, stoppedAnywhere } from "./stopped.ts";
import { upgrade as askUpgrade, beginUpgrade, versionsNow } from "./upgrades.ts";

type Picture = (service: Service, clusterId: string) => Promise<unknown>;

const kindsLeft: Picture = async ({ ports }, clusterId) => ({
  cluster: (await ports.state.cluster(caller.tenantId, clusterId)).state,
  held: (await ports.state.cluster(caller.tenantId, clusterId)).activeOperation,
  left: (await ports.sweep.leftovers(clusterId)).left.map((id) => id.replace(/\/.*/, "")).sort(),
});

const deletion = async (service: Service): Promise<Operation> => {
  const created = await service.create({ name: "one" });
  await service.run(created);
  return service.remove(created.clusterId);
};

/** Brings the group to what was asked for; one that was to go, or a node that was to be drained, is asked for again. */
const again: GoOn = async (service, { id, clusterId }) => {
  const { kind, change } = await service.ports.state.operation(caller.tenantId, id);
  const nodes = nodesOf(service, clusterId);
  const nodeGroupId = change?.nodeGroupId ?? "";
  if (kind === "node-group.delete") return nodes.deleteGroup(nodeGroupId);
  if (kind === "node.drain") return nodes.drain(change?.nodeId ?? "");
  return nodes.updateGroup(nodeGroupId, {});
};

/** The same member again, as long as anything of it is on record; after that the next change of nodes puts right what is left. */
const member: GoOn = async (service, { id, clusterId }) => {
  const { nodeId } = (await service.ports.state.operation(caller.tenantId, id)).member ?? {};
  const { items } = await service.ports.state.nodes(caller.tenantId, clusterId);
  const nodes = nodesOf(service, clusterId);
  const isThere = items.some((node) => node.nodeId === nodeId);
  return isThere ? nodes.replace(nodeId ?? "") : nodes.updateGroup((await nodes.group()).nodeGroupId, {});
};

const wake = async (service: Service): Promise<Operation> => {
  const { clusterId } = await lively(service);
  await service.run(await ask(service, clusterId, "cluster.hibernate"));
  return ask(service, clusterId, "cluster.wake");
};

/** One whose last step was done is awake, whatever became of its operation. */
const wakeAgain: GoOn = async (service, { clusterId }) => {
  const { state } = await service.ports.state.cluster(caller.tenantId, clusterId);
  return state === "running" ? undefined : ask(service, clusterId, "cluster.wake");
};

type Work = [string, (service: Service) => Promise<Operation>, GoOn, Picture];

/** One that has changed nothing is asked for anew; all others are gone on with. */
const upgradeAgain: GoOn = async (service, operation) => {
  const record = await service.ports.state.operation(caller.tenantId, operation.id);
  return hasChangedNothing(record) ? askUpgrade(service, operation.clusterId) : retry(service, operation);
};

/** One that was gone on with is degraded until its cluster is looked at the next time. */
const upgrade: Work = [
  "an upgrade",
  beginUpgrade,
  upgradeAgain,
  async (service, clusterId) => ({ ...(await versionsNow(service, clusterId)), cluster: "looked at later" }),
];

const works: Work[] = [
  ["create", (service) => service.create({ name: "one" }), retry, kindsLeft],
  ["delete", deletion, retry, kindsLeft],
  ...Object.entries(changes).map(([name, begin]): Work => [name, begin, again, pictureOf]),
  ["a member's replacement", replacements.works, member, memberPicture],
  [
    "going to sleep",
    async (service) => ask(service, (await lively(service)).clusterId, "cluster.hibernate"),
    retry,
    kindsLeft,
  ],
  ["waking", wake, wakeAgain, kindsLeft],
  upgrade,
];

test.each(works)(
  "%s: stopped anywhere, it goes back, or is gone on with, and nothing is left",
  async (name, begin, goOn, picture) => {
    const outcomes = await stoppedAnywhere(begin, goOn, picture);
    expect(outcomes.length).toBeGreaterThan(3);
    for (const { place, status, error, is, should } of outcomes) {
      // One that is awake, and whose workflow could not say so.
      const awake = name === "waking" && place.stage === "FinishWake" && status === "failed";
      if (!awake)
        expect({ place, status, error }).toMatchObject({ status: expect.stringMatching(/^(succeeded|rolled-back)$/) });
      expect({ place, is }).toEqual({ place, is: should });
    }
  },
  240_000,
);
