// `npm test`: every check and the tests, with one line a step, as it ends, and the sum at the end.
// Words after `--` choose: an amount of tests (test/amount.ts), and steps by name: `npm test -- whole types fast`.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "#local/folders.ts";
import { type Amount, amounts, amountVariable } from "./amount.ts";
import { alone, type Outcome, type Step, sideBySide } from "./steps.ts";

const logs = join(root, ".kubewright/test/logs");

const words = process.argv.slice(2);
const isAmount = (word: string): word is Amount => amounts.some((amount) => amount === word);
const amount = words.findLast(isAmount) ?? "usual";
const asked = words.filter((word) => !isAmount(word));
const names = [...sideBySide, ...alone].map(({ name }) => name);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(
    `no such step: ${unknown.join(", ")}; there are ${names.join(", ")}, and how much: ${amounts.join(", ")}`,
  );
  process.exit(2);
}
process.env[amountVariable] = amount;
rmSync(logs, { recursive: true, force: true });
mkdirSync(logs, { recursive: true });

const sum: Outcome = { passed: 0, failed: 0, skipped: 0 };
const carryOut = async ({ name, what, go }: Step): Promise<void> => {
  const log = join(logs, `${name}.log`);
  const began = Date.now();
  const outcome = await go(log);
  for (const key of ["passed", "failed", "skipped"] as const) sum[key] += outcome[key];
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const counts = `${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped ? `, ${outcome.skipped} skipped` : ""}`;
  console.log(`${outcome.failed ? "✗" : "✓"} ${name} (${what}): ${counts} in ${seconds} s`);
  if (outcome.failed) console.log(readFileSync(log, "utf8").split("\n").slice(-200).join("\n"));
};

/** Takes what is next whenever it has ended something, so that all lanes are as long. */
const lane = async (queue: Step[]): Promise<void> => {
  for (let step = queue.shift(); step; step = queue.shift()) await carryOut(step);
};
const chosen = (steps: readonly Step[]): Step[] =>
  steps.filter(({ name }) => asked.length === 0 || asked.includes(name));
const queue = chosen(sideBySide);
await Promise.all([lane(queue), lane(queue)]);
await lane(chosen(alone));

console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
if (amount === "usual" && asked.length === 0)
  console.log(
    "There is more: npm test -- whole, which CI runs, and npm test -- all, also what takes long on real machines",
  );
process.exitCode = sum.failed === 0 ? 0 : 1;
