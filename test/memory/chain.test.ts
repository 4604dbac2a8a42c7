import { beforeAll, describe, expect, test } from "@jest/globals";
import { InvalidInput, WrongState } from "#core/errors.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { offerOlderVersions } from "#core/fakes/versions.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { pauseOperation, resumeOperation } from "#core/operations/pause-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { settle } from "#core/operations/settle.ts";
import { planUpgrade } from "#core/upgrade/plan-upgrade.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import {
  at,
  backupsOf,
  beginChain,
  callFor,
  end,
  hopsOf,
  middle,
  recordOf,
  secondHop,
  start,
  stoppedAt,
} from "./chains.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { upgrade, versionsNow, whole } from "./upgrades.ts";

beforeAll(offerOlderVersions);

describe("an upgrade over several minors", () => {
  test("goes by each of them, with a backup and a rehearsal for each, and ends at the last", async () => {
    const service = inMemory();
    const operation = await beginChain(service, { version: "1.37", chain: true });
    expect(operation.upgrade?.hops?.map(({ from, to }) => [from, to])).toEqual([
      [start, middle],
      [middle, end],
      [end, "v1.37.2"],
    ]);
    const { status, error } = await ended(service, operation);
    expect([status, error]).toEqual(["succeeded", undefined]);
    expect(await hopsOf(service, operation)).toEqual([`${middle} done`, `${end} done`, "v1.37.2 done"]);
    expect(await versionsNow(service, operation.clusterId)).toMatchObject({ ...whole("v1.37.2"), dns: "v1.14.6" });
    const backups = await backupsOf(service, operation);
    expect(backups.map(({ kubernetesVersion, reason }) => [kubernetesVersion, reason])).toEqual([
      [end, "upgrade"],
      [middle, "upgrade"],
      [start, "upgrade"],
    ]);
    const taken = backups.map(({ takenAt }) => takenAt);
    expect(new Set(taken).size).toBe(3);
    expect(taken).toEqual([...taken].sort().reverse());
    const { rehearsal, steps } = (await recordOf(service, operation)).upgrade ?? {};
    expect(rehearsal).toMatchObject({ version: "v1.37.2", backupId: backups[0]?.backupId });
    // Each step of all hops has a number of its own.
    expect(steps).toBe(3 * 11);
    const events = (await service.ports.state.events(caller.tenantId, { limit: 100 })).items;
    expect(events.filter(({ kind }) => kind === "operation.checkpoint").map(({ message }) => message)).toEqual([
      `${middle} → ${end} is done`,
      `${start} → ${middle} is done`,
    ]);
  }, 30_000);

  test("is asked for in so many words, and is told what it goes by", async () => {
    const service = inMemory();
    const { clusterId } = await withCluster(service, { version: start });
    const before = await service.ports.state.cluster(caller.tenantId, clusterId);
    const failed = await upgrade(service, clusterId, { version: end }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InvalidInput);
    expect((failed as InvalidInput).faults[0]).toMatchObject({
      field: "version",
      value: end,
      allowed: expect.stringMatching(/with "chain": true \(`--chain`\) it goes by v1\.35\.6; allowed: v1\.35\.6/),
    });
    expect(await service.ports.state.cluster(caller.tenantId, clusterId)).toEqual(before);
    const next = await upgrade(service, clusterId, { version: middle, chain: true });
    expect(next.upgrade).toEqual({ from: start, to: middle, target: middle, machines: { done: 0, total: 6 } });
  });

  test("is not begun while machines are of the version before: a rollback that ended half way is gone on with first", async () => {
    const service = inMemory();
    const { clusterId } = await withCluster(service, { version: middle });
    const [node] = service.kept.nodes.values();
    if (node) node.version = start;
    await expect(upgrade(service, clusterId, { version: end })).rejects.toThrow(
      new WrongState(
        `machines of cluster ${clusterId} are of ${start} still; go on with its rollback, or retry that, first`,
      ),
    );
  });

  test("is planned hop by hop, with its price and its proof", async () => {
    const service = inMemory();
    const { clusterId } = await withCluster(service, { version: start, nodeGroups: [{ name: "default", size: 2 }] });
    const planOf = (version: string) =>
      planUpgrade({ caller, params: { clusterId }, body: { version, chain: true, force: [] } }, service.ports);
    const [whole, first] = [await planOf(end), await planOf(middle)];
    expect(whole).toMatchObject({ from: start, to: end, machines: 10, proof: { holds: true, broken: [] } });
    expect(whole.hops).toMatchObject([
      { from: start, to: middle, machines: 5, rehearsal: { version: middle }, proof: { holds: true } },
      { from: middle, to: end, machines: 5, rehearsal: { version: end }, proof: { holds: true } },
    ]);
    expect(first.hops).toEqual(whole.hops.slice(0, 1));
    expect(whole.proof.situations).toBe(whole.hops.reduce((sum, { proof }) => sum + proof.situations, 0));
    expect(whole.steps.slice(0, first.steps.length)).toEqual(first.steps);
    const later = whole.steps.slice(first.steps.length);
    expect(later.map(({ kind }) => kind)).toEqual(first.steps.map(({ kind }) => kind));
    expect(later.some(({ nodeId }) => nodeId !== undefined)).toBe(false);
    expect(later[1]?.text).toBe(`replace member of the control plane by one of ${end}`);
    expect(whole.changePrice.change.seconds).toBe(2 * first.changePrice.change.seconds);
    expect(Math.abs(whole.changePrice.change.micros - 2 * first.changePrice.change.micros)).toBeLessThan(2);
  });
});

test("a second hop that fails at any of its stages goes back to where the first one ended, and says so", async () => {
  const { visits, picked } = await secondHop();
  for (const visit of picked) {
    const { stage, calls } = visits[visit] ?? { stage: "", calls: 0 };
    if (calls === 0) continue;
    const { service, operation, status, error, leastSpare } = await runUpgrade(
      [{ visit, nth: 0, how: { before: new Error("a secret") } }],
      { begin: beginChain },
    );
    const picture = await versionsNow(service, operation.clusterId);
    expect({ stage, status, told: error, spare: leastSpare >= 0, picture }).toEqual({
      ...{ stage, status: "failed", spare: true, picture: at(middle) },
      told: { code: "Bug", stage, message: expect.stringContaining(`; the cluster is at ${middle}: `) },
    });
    expect(error?.message).toContain(`${start} → ${middle} done, ${middle} → ${end} taken back`);
    expect(await hopsOf(service, operation)).toEqual([`${middle} done`, `${end} undone`]);
    // What is left of it is a backup, where the loop had begun; and it is asked for anew.
    await expect(retryOperation(callFor(operation), service.write)).rejects.toThrow(
      new WrongState(
        `operation ${operation.id} has gone back to ${middle}, and is not retried; ask for the upgrade from there`,
      ),
    );
  }
  const again = await runUpgrade([{ visit: picked[3] ?? 0, nth: 0, how: { before: new Error("no") } }], {
    begin: beginChain,
  });
  const rest = await upgrade(again.service, again.operation.clusterId, { version: end });
  expect((await ended(again.service, rest)).status).toBe("succeeded");
  expect(await versionsNow(again.service, rest.clusterId)).toEqual(at(end));
}, 240_000);

test("a first hop that fails is rolled back, and says that no other was begun", async () => {
  const { visits } = await secondHop();
  for (const stage of ["RecordRehearsal", "VerifyMember", "CheckHealth", "FinishUpgrade"]) {
    const visit = visits.findIndex((one) => one.stage === stage);
    const { service, operation, status, error } = await runUpgrade(
      [{ visit, nth: 0, how: { before: new Error("no") } }],
      { begin: beginChain },
    );
    expect({ stage, status, is: await versionsNow(service, operation.clusterId) }).toEqual({
      ...{ stage, status: "rolled-back", is: at(start) },
    });
    expect(error?.message).toContain(`; the cluster is at ${start}: ${start} → ${middle} taken back, ${middle} → `);
    expect(await hopsOf(service, operation)).toEqual([`${middle} undone`, `${end} pending`]);
  }
}, 60_000);

test("cancelled at any stage of its second hop, it goes back to where the first one ended", async () => {
  const { visits, picked } = await secondHop();
  for (const visit of picked) {
    let asked: Promise<unknown> = Promise.resolve();
    const { service, operation, status, error } = await runUpgrade([], {
      begin: beginChain,
      before: (now, one, it) => {
        if (now === visit) asked = cancelOperation(callFor(it), one.write);
      },
    });
    await asked;
    const picture = await versionsNow(service, operation.clusterId);
    const { stage } = visits[visit] ?? {};
    expect({ stage, status, picture }).toEqual({ stage, status: "cancelled", picture: at(middle) });
    expect(error?.message).toContain(`the cluster is at ${middle}`);
  }
}, 240_000);

describe("between two hops", () => {
  /** A chain whose first hop has ended, and whose second one nobody has started. */
  const halted = async () => {
    const service = inMemory();
    const operation = await beginChain(service);
    // Told to stop while the first hop ends, it stops as the second begins.
    const { ports } = service;
    await service.run(operation, ports, (stage) => {
      if (stage === "FinishUpgrade") void pauseOperation(callFor(operation), service.write).catch(() => undefined);
    });
    return { service, operation };
  };

  test("it can be paused, and nothing of the second is begun; resumed, it goes on with it", async () => {
    const { service, operation } = await halted();
    const { status, stages } = await recordOf(service, operation);
    expect([status, ...new Set(stages.map((one) => one.status))]).toEqual(["paused", "pending"]);
    expect(await hopsOf(service, operation)).toEqual([`${middle} done`, `${end} running`]);
    expect(await versionsNow(service, operation.clusterId)).toEqual({ ...at(middle), cluster: "updating" });
    await resumeOperation(callFor(operation), service.write);
    expect((await ended(service, operation)).status).toBe("succeeded");
    expect(await versionsNow(service, operation.clusterId)).toEqual(at(end));
    expect(await backupsOf(service, operation)).toHaveLength(2);
  });

  test("cancelled there, it stays where it is", async () => {
    const { service, operation } = await halted();
    await cancelOperation(callFor(operation), service.write);
    expect(await settle(await recordOf(service, operation), service.write)).toBe("started");
    expect((await ended(service, operation)).status).toBe("cancelled");
    expect(await hopsOf(service, operation)).toEqual([`${middle} done`, `${end} undone`]);
    expect(await versionsNow(service, operation.clusterId)).toEqual(at(middle));
  });

  test("a crash after the next hop is on record and before that is answered begins it once", async () => {
    const service = inMemory();
    const operation = await beginChain(service);
    const { ports } = withFaults(service.ports, ({ name }) =>
      name === "state.beginPart" ? { after: new Error("died") } : undefined,
    );
    await service.run(operation, ports);
    expect((await recordOf(service, operation)).status).toBe("succeeded");
    expect(await versionsNow(service, operation.clusterId)).toEqual(at(end));
    expect(await backupsOf(service, operation)).toHaveLength(2);
  });

  test("an execution of the second that is stopped at any stage is unwound to where the first one ended, or gone on with", async () => {
    const { visits, picked } = await secondHop();
    const outcomes = new Set<string>();
    for (const visit of picked) {
      const { stage } = visits[visit] ?? {};
      const { service, operation, settled } = await stoppedAt(visit, beginChain);
      const { status, error } = await recordOf(service, operation);
      const hops = await hopsOf(service, operation);
      outcomes.add(`${settled} ${hops?.at(-1)}`);
      expect({ stage, status, told: error?.message }).toEqual({
        ...{ stage, status: "failed", told: expect.stringContaining(`${start} → ${middle} done`) },
      });
      if (settled === "unwinding") {
        expect({ stage, hops, is: await versionsNow(service, operation.clusterId) }).toEqual({
          ...{ stage, hops: [`${middle} done`, `${end} undone`], is: at(middle) },
        });
        continue;
      }
      const retried = await retryOperation(callFor(operation), service.write);
      expect({ stage, status: (await ended(service, retried)).status }).toEqual({ stage, status: "succeeded" });
      expect(await hopsOf(service, retried)).toEqual([`${middle} done`, `${end} done`]);
      expect({ stage, ...(await versionsNow(service, operation.clusterId)) }).toEqual({
        ...{ stage, ...at(end), cluster: "degraded" },
      });
    }
    expect([...outcomes].sort()).toEqual([`closed ${end} failed`, `unwinding ${end} undone`]);
  }, 240_000);
});

test("left half way, a retry goes on the way it went, and with the hops after it, each with a backup of its own", async () => {
  const threeHops = (service: Service) => beginChain(service, { version: "1.37", chain: true });
  const clean = await runUpgrade([], { begin: threeHops });
  const [first = 0, second = 0] = clean.visits.flatMap(({ stage }, i) => (stage === "FinishUpgrade" ? [i] : []));
  const visit = clean.visits.findIndex(({ stage }, i) => i > first && stage === "RemoveMember");
  expect(visit).toBeLessThan(second);
  const { service, operation, settled } = await stoppedAt(visit, threeHops);
  expect(settled).toBe("closed");
  expect(await hopsOf(service, operation)).toEqual([`${middle} done`, `${end} failed`, "v1.37.2 pending"]);
  const retried = await retryOperation(callFor(operation), service.write);
  const { status, error } = await ended(service, retried);
  expect([status, error]).toEqual(["succeeded", undefined]);
  expect(await hopsOf(service, retried)).toEqual([`${middle} done`, `${end} done`, "v1.37.2 done"]);
  expect((await backupsOf(service, operation)).map((one) => one.kubernetesVersion)).toEqual([end, middle, start]);
  expect(await versionsNow(service, operation.clusterId)).toMatchObject({
    ...{ ...whole("v1.37.2"), cluster: "degraded" },
  });
}, 60_000);
