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
