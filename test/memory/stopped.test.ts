import { expect, test } from "@jest/globals";
import { type Picture, stoppedAnywhere } from "./stopped.ts";
import { versionsNow } from "./upgrades.ts";
import { works } from "./works.ts";

/** An upgrade, or its rollback, that was gone on with is degraded until its cluster is looked at the next time. */
const lookedAtLater: Picture = async (service, clusterId) => ({
  ...(await versionsNow(service, clusterId)),
  cluster: "looked at later",
});

test.each(Object.entries(works))(
  "%s: stopped anywhere, it goes back, or is gone on with, and nothing is left",
  async (name, { begin, goOn, picture }) => {
    const outcomes = await stoppedAnywhere(
      begin,
      goOn,
      name === "an upgrade" || name === "a rollback" ? lookedAtLater : picture,
    );
    expect(outcomes.length).toBeGreaterThan(1);
    for (const { place, status, error, isDone, is, should } of outcomes) {
      if (!isDone)
        expect({ place, status, error }).toMatchObject({ status: expect.stringMatching(/^(succeeded|rolled-back)$/) });
      expect({ place, is }).toEqual({ place, is: should });
    }
  },
  // At each of its calls, an upgrade takes minutes.
  600_000,
);
