import { describe, expect, test } from "@jest/globals";
import { ended } from "./node-rest.ts";
import { inMemory } from "./service.ts";
import { beginUpgrade, next, old, versionsNow, whole } from "./upgrades.ts";

const after = {
  [next]: { joins: next, proxy: next, dns: "v1.14.6" },
  [old]: { joins: old, proxy: old, dns: "v1.14.2" },
};

describe("an upgrade", () => {
  test("brings every machine to the new version, members first, and leaves nothing of the old ones", async () => {
    const service = inMemory();
    const operation = await beginUpgrade(service);
    const { status, error, went } = await ended(service, operation);
    expect({ status, error, states: went.states.filter((s) => s.startsWith("Undo")) }).toEqual({
      status: "succeeded",
      error: undefined,
      states: [],
    });
    expect(await versionsNow(service, operation.clusterId)).toEqual({ ...whole(next), ...after[next] });
  });
});
