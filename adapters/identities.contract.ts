import { expect, test } from "@jest/globals";
import type { Identities } from "#core/ports/cloud.ts";

/** What every implementation of Identities promises. */
export const identitiesContract = (identities: () => Identities, newCluster: () => string): void => {
  test("made twice they are the same, one for each kind of machine", async () => {
    const clusterId = newCluster();
    const first = await identities().ensure(clusterId);
    expect(await identities().ensure(clusterId)).toEqual(first);
    expect(first.controlPlaneProfile).not.toBe(first.workerProfile);
  });

  test("those of the workers alone are the same ones, also where there were none", async () => {
    const clusterId = newCluster();
    const first = await identities().ensureWorkers(clusterId);
    expect(await identities().ensure(clusterId)).toMatchObject(first);
    expect(await identities().ensureWorkers(clusterId)).toEqual(first);
    await identities().remove(clusterId);
  });

  test("a drill has one of its own for as long as it is drilled, and goes with the cluster", async () => {
    const clusterId = newCluster();
    const order = { clusterId, snapshotKey: `etcd/${clusterId}/bkp_1` };
    const all = await identities().ensure(clusterId);
    const first = await identities().ensureDrill(order);
    expect(await identities().ensureDrill(order)).toEqual(first);
    expect(Object.values(all)).not.toContain(first.drillProfile);
    await identities().removeDrill(clusterId);
    await identities().removeDrill(clusterId);
    expect(await identities().ensure(clusterId)).toEqual(all);
    expect(await identities().ensureDrill(order)).toEqual(first);
    await identities().remove(clusterId);
  });

  test("removed, also where there are none, and made anew", async () => {
    const clusterId = newCluster();
    await identities().remove(clusterId);
    const first = await identities().ensure(clusterId);
    await identities().remove(clusterId);
    await identities().remove(clusterId);
    expect(await identities().ensure(clusterId)).toEqual(first);
    await identities().remove(clusterId);
  });
};
