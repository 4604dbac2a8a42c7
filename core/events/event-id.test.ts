import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { EventId } from "#contract/names.ts";
import { afterEveryEvent, firstEventIdAt, newEventId } from "./event-id.ts";

const moment = fc
  .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2200, 0) })
  .map((milliseconds) => new Date(milliseconds).toISOString());

test("ids order as their moments do, and as they were made where the moment is the same", () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [one, two, again] = [newEventId(a), newEventId(b), newEventId(b)];
      for (const id of [one, two, again]) expect(EventId.safeParse(id).success).toBe(true);
      if (a < b) expect(one < two).toBe(true);
      if (a > b) expect(one > two).toBe(true);
      expect(two < again).toBe(true);
      for (const [id, at] of [
        [one, a],
        [two, b],
        [again, b],
      ] as const) {
        expect(firstEventIdAt(at) <= id).toBe(true);
        expect(id < firstEventIdAt(new Date(Date.parse(at) + 1).toISOString())).toBe(true);
        expect(id < afterEveryEvent).toBe(true);
      }
    }),
  );
});
