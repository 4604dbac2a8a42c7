import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { majority } from "#core/control-plane/quorum.ts";
import { decideMember } from "./decide-member.ts";
import { isUnhealthy, type SeenNode } from "./seen.ts";

const now = "2026-01-01T01:00:00.000Z";
const ago = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();
const member = (i: number, more: Partial<SeenNode> = {}): SeenNode => ({
  nodeId: `i-${i}`,
  role: "control-plane",
  zone: `zone ${i % 3}`,
  gone: false,
  ...more,
});
const decide = (nodes: SeenNode[], repairedAt: string[] = [], size = 3) =>
  decideMember({ now, nodes, size, repairedAt, inWindow: false });

describe("a member of the control plane", () => {
  test("that is well is left alone; one that is not Ready has five minutes", () => {
    expect(decide([member(0), member(1), member(2)])).toEqual({});
    expect(decide([member(0, { unreadySince: ago(299) }), member(1), member(2)])).toEqual({});
    expect(decide([member(0, { unreadySince: ago(300) }), member(1), member(2)])).toEqual({
      repair: {
        ...{ nodeId: "i-0", force: true },
        reason: { code: "NotReady", message: `node i-0 has not been Ready since ${ago(300)}` },
      },
    });
  });

  test("whose machine is gone is due at once, and before one that is not Ready", () => {
    const nodes = [member(0, { unreadySince: ago(600) }), member(1, { gone: true }), member(2), member(3), member(4)];
    expect(decide(nodes, [], 5).halt?.reason).toBe("MembersUnhealthy");
    expect(decide([member(0), member(1, { gone: true }), member(2)]).repair).toMatchObject({
      ...{ nodeId: "i-1", reason: { code: "MachineLost" } },
    });
  });

  test("is not replaced without a quorum: then only a restore helps", () => {
    const { repair, halt } = decide([member(0, { gone: true }), member(1, { gone: true }), member(2)]);
    expect(repair).toBeUndefined();
    expect(halt).toMatchObject({ reason: "QuorumLost", message: expect.stringContaining("restored from a snapshot") });
  });

  test("is not replaced where its whole zone is lost, nor a fourth time within an hour", () => {
    const worker: SeenNode = { nodeId: "i-9", role: "worker", nodeGroupId: "ng_1", zone: "zone 0", gone: true };
    expect(decide([member(0, { gone: true }), member(1), member(2), worker]).halt?.reason).toBe("ZoneUnhealthy");
    const lost = [member(0, { gone: true }), member(1), member(2)];
    expect(decide(lost, [ago(3500), ago(2000), ago(100)]).halt?.reason).toBe("RepairLimit");
    expect(decide(lost, [ago(3700), ago(2000), ago(100)]).repair?.nodeId).toBe("i-0");
  });
});

describe("a member whose certificates end", () => {
  const inDays = (days: number): Partial<SeenNode> => ({
    certificatesEndAt: new Date(Date.parse(now) + days * 24 * 3600_000).toISOString(),
  });
  const due = (nodes: SeenNode[], inWindow: boolean) => decideMember({ now, nodes, size: 3, repairedAt: [], inWindow });

  test.each([
    [61, false, undefined],
    [61, true, undefined],
    [59, false, undefined],
    [59, true, { force: false }],
    [15, false, undefined],
    [13, false, { force: true }],
    [-1, false, { force: true }],
  ])("in %s days, inside a window: %s", (days, inWindow, expected) => {
    const { repair, halt } = due([member(0, inDays(300)), member(1, inDays(days)), member(2)], inWindow);
    expect(halt).toBeUndefined();
    if (expected === undefined) expect(repair).toBeUndefined();
    else expect(repair).toMatchObject({ ...expected, nodeId: "i-1", reason: { code: "CertificatesExpire" } });
  });

  test("waits for one that is ill, and for one that may be well again in a moment, without an alarm", () => {
    const lost = due([member(0, inDays(5)), member(1, { gone: true }), member(2)], true);
    expect(lost.repair).toMatchObject({ nodeId: "i-1", reason: { code: "MachineLost" } });
    expect(due([member(0, inDays(5)), member(1, { unreadySince: ago(60) }), member(2)], true)).toEqual({});
  });
});

const seen = fc.record({
  gone: fc.boolean(),
  unready: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
});

test("whoever is replaced is not well, and a majority of the others is", () => {
  fc.assert(
    fc.property(fc.constantFrom(3, 5), fc.array(seen, { minLength: 5, maxLength: 5 }), (size, states) => {
      const nodes = states
        .slice(0, size)
        .map(({ gone, unready }, i) =>
          member(i, { gone, ...(unready === undefined ? {} : { unreadySince: ago(unready) }) }),
        );
      const { repair, halt } = decide(nodes, [], size);
      if (!repair) return;
      expect(halt).toBeUndefined();
      const [target] = nodes.filter(({ nodeId }) => nodeId === repair.nodeId);
      expect(target && isUnhealthy(target)).toBe(true);
      const well = nodes.filter((node) => node !== target && !isUnhealthy(node)).length;
      expect(well).toBeGreaterThanOrEqual(majority(size));
    }),
  );
});
