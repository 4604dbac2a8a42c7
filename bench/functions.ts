/** Size and cold start of every function: `npm run bench -- functions`. */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { bundleFunctions } from "#stacks/bundle.ts";
import { type FunctionKind, readSources } from "#stacks/sources.ts";
import { median, record, round } from "./figure.ts";

const command = "npm run bench -- functions";
const runs = 7;

/** Environment that functions look at when they are loaded; none of it is used before the first call. */
const environment = { PATH: process.env["PATH"] ?? "", AWS_REGION: "us-east-1", POWERTOOLS_SERVICE_NAME: "bench" };

/** Milliseconds from the start of a process until its handler is there. */
const coldStart = (file: string): number => {
  const began = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `const { handler } = await import(${JSON.stringify(file)}); process.exit(handler ? 0 : 1);`,
    ],
    { env: environment, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return performance.now() - began;
};

/** A process that loads nothing: what the computer itself takes. */
const bareStart = (): number => {
  const began = performance.now();
  spawnSync(process.execPath, ["--input-type=module", "-e", "process.exit(0)"], { env: environment });
  return performance.now() - began;
};

export const benchFunctions = (): void => {
  const sources = readSources();
  const bundles = bundleFunctions(sources);
  const measured = (Object.entries(sources.functions) as [FunctionKind, string[]][]).flatMap(([kind, names]) =>
    names.map((name) => {
      const file = join(bundles(kind, name).folder, "index.mjs");
      const times = Array.from({ length: runs }, () => coldStart(file));
      return { kind, name, kib: round(statSync(file).size / 1024, 1), milliseconds: round(median(times), 0) };
    }),
  );
  const bare = round(median(Array.from({ length: runs }, bareStart)), 0);
  const atTheDoor = measured.filter(({ kind }) => kind === "api" || kind === "authorizer");
  const largest = Math.max(...atTheDoor.map(({ kib }) => kib));
  const slowest = Math.max(...atTheDoor.map(({ milliseconds }) => milliseconds));
  const detail = { runs, bareNodeMilliseconds: bare, functions: measured };
  record({
    figure: "api-bundle-kb",
    value: largest,
    unit: "KiB, largest API function, minified",
    goal: "<= 600",
    command,
    detail,
  });
  record({
    figure: "api-init-ms",
    value: slowest,
    unit: "ms from process start to handler, slowest API function, median",
    goal: "<= 200",
    command,
    detail,
  });
};
