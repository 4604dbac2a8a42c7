import { expect, test } from "@jest/globals";
import { RefreshTokens } from "./refresh-tokens.ts";

const who = { tenant: "acme", subject: "ada", role: "operator" } as const;
const hour = 3_600_000;

test("each is good once and brings the next", () => {
  const tokens = new RefreshTokens();
  const first = tokens.first(who);
  const second = tokens.trade(first);
  expect(second?.who).toEqual(who);
  expect(tokens.trade(second?.next ?? "")?.who).toEqual(who);
});

test("one that comes twice ends all that has come of the same signing in, and nothing else", () => {
  const tokens = new RefreshTokens();
  const [first, other] = [tokens.first(who), tokens.first(who)];
  const second = tokens.trade(first);
  expect(tokens.trade(first)).toBeUndefined();
  expect(tokens.trade(second?.next ?? "")).toBeUndefined();
  expect(tokens.trade(other)?.who).toEqual(who);
});

test("renewing does not go on for ever", () => {
  const tokens = new RefreshTokens();
  const next = tokens.trade(tokens.first(who, 0), 11 * hour)?.next ?? "";
  expect(tokens.trade(next, 12 * hour)).toBeUndefined();
});

test("one that is revoked takes its family along", () => {
  const tokens = new RefreshTokens();
  const next = tokens.trade(tokens.first(who))?.next ?? "";
  tokens.revoke(next);
  expect(tokens.trade(next)).toBeUndefined();
});
