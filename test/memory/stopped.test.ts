import { expect, test } from "@jest/globals";
import { type Picture, stoppedAnywhere } from "./stopped.ts";
import { works } from "./works.ts";

/** What goes in the loop of an upgrade, and was gone on with, leaves its cluster degraded until that is looked at the next time. */
const lookedAtLater =
  (picture: Picture): Picture =>
  async (service, clusterId) => ({ ...((await picture(service, clusterId)) as object), cluster: "looked at later" });
const inLoop = ["an upgrade", "a rollback", "a phase of a rotation", "the last phase of a rotation"];

test.each(Object.entries(works))(
  "%s: stopped anywhere, it goes back, or is gone on with, and nothing is left",
  async (name, { begin, goOn, picture }) => {
    const outcomes = await stoppedAnywhere(begin, goOn, inLoop.includes(name) ? lookedAtLater(picture) : picture);
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
