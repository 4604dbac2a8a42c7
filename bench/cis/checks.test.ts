import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { checksOf, unexplained } from "./checks.ts";
import { explanations } from "./explanations.ts";
import { cisPage } from "./table.ts";

const said = (results: Record<string, string>): string =>
  JSON.stringify({
    Controls: [
      {
        id: "1",
        tests: [
          {
            section: "1.1",
            results: Object.entries(results).map(([id, status]) => ({
              test_number: id,
              test_desc: `what ${id} | asks`,
              status,
              actual_value: `${id} on this machine`,
              scored: true,
            })),
          },
        ],
      },
    ],
    Totals: { total_pass: 1 },
  });

test("a check is as the worst machine has it, and they come by their numbers", () => {
  const checks = checksOf([said({ "1.1.10": "PASS", "1.1.9": "PASS", "1.1.2": "WARN" }), said({ "1.1.9": "FAIL" })]);
  expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual(["1.1.2 WARN", "1.1.9 FAIL", "1.1.10 PASS"]);
});

test("what is not passed and has no reason is found, whether it counts or not", () => {
  const checks = checksOf([
    said({ "1.1.1": "PASS", "1.1.2": "WARN", "1.1.3": "FAIL", "1.1.4": "WARN", "1.1.5": "INFO" }),
  ]);
  expect(unexplained(checks, { "1.1.2": "because" }).map(({ id }) => id)).toEqual(["1.1.3", "1.1.4"]);
});

test("the page has a row a check, and says where a reason is missing", () => {
  const checks = checksOf([said({ "1.1.1": "PASS", "1.1.2": "WARN", "1.1.3": "FAIL" })]);
  const page = cisPage(
    { version: "v1", benchmark: "cis", machines: "1", date: "today", checks },
    { "1.1.2": "because" },
  );
  expect(page).toContain("of 3 checks 1 are passed, 1 are not passed");
  expect(page).toMatch(/\| 1\.1\.2 +\| what 1\.1\.2 \\\| asks +\| not passed +\| because +\|/);
  expect(page).toMatch(/\| 1\.1\.3 .*\| failed +\| unexplained +\|/);
});

test("each reason that is kept is of a check that is not passed", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/cis.md"), "utf8");
  const passed = new Set([...page.matchAll(/^\| (\S+) +\|.*\| passed +\|/gm)].map(([, id]) => id));
  expect(Object.keys(explanations).filter((id) => passed.has(id))).toEqual([]);
});
