import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { environmentManager, focusManager, QueryClient, QueryObserver } from "@tanstack/react-query";
import { lookAgain } from "./polling.ts";

const after = (status: string, fetchFailureCount: number, every: number | false = 1_000) =>
  lookAgain<string>(() => every)({ state: { data: undefined, status, fetchFailureCount } });

test("looks that fail are further and further apart, two minutes at most", () => {
  expect(after("success", 0)).toBe(1_000);
  expect([1, 2, 3].map((failures) => after("error", failures))).toEqual([2_000, 4_000, 8_000]);
  expect(after("error", 30)).toBe(120_000);
});

test("what does not change any more is not looked at again", () => {
  expect(after("success", 0, false)).toBe(false);
  expect(after("error", 4, false)).toBe(false);
});

describe("a page", () => {
  beforeEach(() => {
    jest.useFakeTimers();
    // As in a browser, whose page is seen until it says otherwise.
    environmentManager.setIsServer(() => false);
    focusManager.setFocused(true);
  });
  afterEach(() => {
    jest.useRealTimers();
    environmentManager.setIsServer(() => true);
    focusManager.setFocused(undefined);
  });

  test("that is hidden asks nothing, and looks at once when it is seen again", async () => {
    const queries = new QueryClient();
    queries.mount();
    let looks = 0;
    const observer = new QueryObserver(queries, {
      queryKey: ["clusters"],
      queryFn: async () => ++looks,
      refetchInterval: lookAgain(() => 1_000),
    });
    const leave = observer.subscribe(() => undefined);
    await jest.advanceTimersByTimeAsync(2_500);
    expect(looks).toBe(3);
    focusManager.setFocused(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(3);
    focusManager.setFocused(true);
    await jest.advanceTimersByTimeAsync(10);
    expect(looks).toBe(4);
    leave();
    queries.clear();
    queries.unmount();
  });
});
