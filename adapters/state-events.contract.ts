import { expect, test } from "@jest/globals";
import { InvalidInput, Superseded } from "#core/errors.ts";
import type { State } from "#core/ports/state.ts";
import { at, end, inputOf, later, newEvent, newMade, newTenant } from "./state-records.contract.ts";

/** What is told of changes: with them and only with them, in order, page by page, to the tenant alone. */
export const eventContract = (state: () => State): void => {
  const begun = async (tenantId = newTenant(), name = "one") => {
    const made = newMade(tenantId, name);
    await state().createCluster(made);
    return { ...made, tenantId, input: inputOf(made.operation) };
  };
  const eventsOf = async (tenantId: string, filter: Parameters<State["events"]>[1] = { limit: 100 }) =>
    (await state().events(tenantId, filter)).items;
  const told = async (tenantId: string) =>
    (await eventsOf(tenantId)).map(({ kind, who, message }) => `${who} ${kind} ${message}`).reverse();

  test("an operation's life is told: who asked, which stage failed and why, how it ended", async () => {
    const { tenantId, cluster, input } = await begun();
    await state().noteStage(input, { stage: "CreateNetwork", status: "running", at });
    await state().noteStage(input, { stage: "CreateNetwork", status: "failed", at, message: "no VPC to be had" });
    const error = { code: "QuotaExceeded", message: "no VPC to be had", stage: "CreateNetwork" };
    await state().finishOperation(input, { ...end("failed"), error });
    await state().finishOperation(input, { ...end("failed"), error });
    expect(await told(tenantId)).toEqual([
      "ada operation.asked cluster.create",
      "system:kubewright stage.failed no VPC to be had",
      "system:kubewright operation.ended cluster.create failed: CreateNetwork: no VPC to be had",
    ]);
    const { clusterId, name } = cluster;
    for (const event of await eventsOf(tenantId))
      expect(event).toMatchObject({ clusterId, clusterName: name, operationId: input.operationId });
  });

  test("an update is told with what it changed", async () => {
    const { tenantId, cluster } = await begun();
    const labels = { team: "red", tier: "1" };
    const changed = await state().changeCluster(cluster, { labels, deletionProtection: true, by: "eve", at: later });
    await state().changeCluster(changed, { labels: { tier: "1" }, deletionProtection: true, by: "eve", at: later });
    expect((await told(tenantId)).slice(1)).toEqual([
      "eve cluster.updated label team=red, label tier=1, deletion protection on",
      "eve cluster.updated label team gone",
    ]);
  });

  test("what is refused is not told of", async () => {
    const { tenantId, cluster, input } = await begun();
    await state()
      .createCluster(newMade(tenantId))
      .catch(() => undefined);
    const change = { labels: {}, deletionProtection: true, by: "eve", at };
    await state()
      .changeCluster({ ...cluster, rev: 7 }, change)
      .catch(() => undefined);
    await state().finishOperation(input, end("running"));
    const late = state().noteStage(input, { stage: "CreateNetwork", status: "failed", at, message: "late" });
    await expect(late).rejects.toBeInstanceOf(Superseded);
    expect((await eventsOf(tenantId)).map(({ kind }) => kind)).toEqual(["operation.ended", "operation.asked"]);
  });

  test("events come newest first, of the tenant or of a cluster, by time and by who, page by page", async () => {
    const tenantId = newTenant();
    const [one, two] = [await begun(tenantId), await begun(tenantId, "two")];
    const moments = Array.from({ length: 6 }, (_, i) => `2026-01-02T00:00:00.00${i}Z`);
    const added = moments.map((when, i) => newEvent(i % 2 === 0 ? one.cluster : two.cluster, when)).reverse();
    for (const event of [...added].sort(() => -1)) await state().addEvent(event);
    const [from = "", to = ""] = [moments[1], moments[4]];
    const clusterId = one.cluster.clusterId;
    const lists: [Omit<Parameters<State["events"]>[1], "limit">, string[]][] = [
      [{ since: "2026-01-02T00:00:00.000Z" }, added.map(({ eventId }) => eventId)],
      [{ who: "eve" }, added.map(({ eventId }) => eventId)],
      [{ who: "eve", clusterId }, [1, 3, 5].map((i) => added[i]?.eventId ?? "")],
      [{ since: from, until: to }, [2, 3, 4].map((i) => added[i]?.eventId ?? "")],
      [{ since: from, until: to, clusterId }, [added[3]?.eventId ?? ""]],
      [{ since: to, until: from }, []],
      [{ who: "nobody" }, []],
    ];
    for (const [filter, wanted] of lists)
      for (const limit of [1, 2, 100]) {
        const found: string[] = [];
        let after: string | undefined;
        do {
          const page = await state().events(tenantId, { limit, ...filter, ...(after === undefined ? {} : { after }) });
          found.push(...page.items.map(({ eventId }) => eventId));
          after = page.next;
        } while (after !== undefined);
        expect({ filter, limit, found }).toEqual({ filter, limit, found: wanted });
      }
  });

  test("two at the same moment keep their order, and are as they were written", async () => {
    const { tenantId, cluster } = await begun();
    const events = [newEvent(cluster, later), newEvent(cluster, later), newEvent(cluster, later)];
    for (const event of events) await state().addEvent(event);
    expect((await eventsOf(tenantId, { limit: 3 })).reverse()).toEqual(events);
  });

  test("another tenant sees none, and its page tokens lead nowhere", async () => {
    const { tenantId, cluster } = await begun();
    const stranger = await begun();
    await state().addEvent(newEvent(cluster, later));
    expect(await eventsOf(newTenant(), { limit: 9, clusterId: cluster.clusterId })).toEqual([]);
    const { next = "" } = await state().events(tenantId, { limit: 1 });
    await expect(state().events(stranger.tenantId, { limit: 1, after: next })).rejects.toBeInstanceOf(InvalidInput);
  });
};
