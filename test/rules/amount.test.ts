import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { amountOf, amounts, leftOut, type Reason, wanted } from "#test/amount.ts";

const root = join(import.meta.dirname, "../..");
const sources = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "test"], {
  cwd: root,
  encoding: "utf8",
}).split("\n");

test("each amount has all of the one before: the usual one leaves out what CI has, and that what takes minutes on real machines", () => {
  const reasons: Reason[] = ["told in memory", "minutes on real machines"];
  expect(amounts.map((amount) => reasons.map((reason) => wanted(reason, amount)))).toEqual([
    [false, false],
    [true, false],
    [true, true],
  ]);
});

test("a word that is no amount is refused; where none is given, jest runs what CI runs", () => {
  expect(() => amountOf("al")).toThrow("KUBEWRIGHT_TESTS is al; allowed: usual, whole, all");
  expect(amountOf(undefined)).toBe("whole");
});

test("whatever is left out is there: a file that was renamed would run in every amount", () => {
  const files = Object.values(leftOut).flat();
  expect(files.filter((file) => !sources.includes(`test/${file}.test.ts`))).toEqual([]);
  expect(files.length).toBeGreaterThan(5);
});

/** What `npm test` alone runs of some of jest's projects, as jest itself lists it. */
const listed = (amount: string, ...projects: string[]): string[] =>
  execFileSync(process.execPath, ["node_modules/jest/bin/jest.js", "--listTests", "--selectProjects", ...projects], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, KUBEWRIGHT_TESTS: amount, NODE_OPTIONS: "--no-warnings" },
  })
    .split("\n")
    .filter((line) => line.startsWith("/"))
    .map((line) => line.slice(root.length + 1));

test("jest leaves out those files and no others", () => {
  const [usual, whole, all] = amounts.map((amount) => listed(amount, "local", "console", "start", "real"));
  const without = (amount: (typeof amounts)[number]) =>
    all?.filter((file) =>
      (Object.entries(leftOut) as [Reason, readonly string[]][]).every(
        ([reason, files]) => wanted(reason, amount) || !files.some((name) => file.startsWith(`test/${name}`)),
      ),
    );
  expect(usual?.sort()).toEqual(without("usual")?.sort());
  expect(whole?.sort()).toEqual(without("whole")?.sort());
  for (const needed of ["test/real/cluster.test.ts", "test/console/clusters.test.ts", "test/cli/clusters.test.ts"])
    expect(usual).toContain(needed);
}, 60_000);
