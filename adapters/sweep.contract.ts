import { expect, test } from "@jest/globals";
import type { Identities, Network } from "#core/ports/cloud.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Sweep } from "#core/ports/sweep.ts";
import { untilDone } from "./until-done.ts";

/** What every implementation of Sweep promises. */
export const sweepContract = (
  place: () => { sweep: Sweep; network: Network; identities: Identities; secrets: Secrets },
  newCluster: () => string,
): void => {
  test("nothing is left of a cluster that never was, and it says where it looked", async () => {
    const { checked, left } = await place().sweep.leftovers(newCluster());
    expect(left).toEqual([]);
    expect(checked.length).toBeGreaterThan(5);
  });

  test("what is there is found, what is removed is not, and what is another cluster's is not", async () => {
    const [mine, other] = [newCluster(), newCluster()];
    const { sweep, network, identities, secrets } = place();
    const zones = (await network.zones()).slice(0, 1);
    const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: ["0.0.0.0/0"] };
    const keys = { files: {}, bootstrapToken: "", certificateKey: "", caCertHash: "", encryptionKey: "" };
    await network.ensure({ ...range, clusterId: mine });
    await identities.ensure(mine);
    await secrets.ensureKeys(mine, async () => keys);
    await identities.ensure(other);

    expect((await sweep.leftovers(mine)).left.length).toBeGreaterThan(3);
    await untilDone(() => network.remove(mine));
    await Promise.all([identities.remove(mine), secrets.remove(mine)]);
    expect((await sweep.leftovers(mine)).left).toEqual([]);
    expect((await sweep.leftovers(other)).left).not.toEqual([]);
    await identities.remove(other);
  });
};
