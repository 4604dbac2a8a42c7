import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "#local/folders.ts";
import { installSchemathesis } from "./install.ts";

export interface FuzzOrder {
  apiUrl: string;
  token: string;
  /** Ids of things that are there, by the name of the parameter. */
  known: Record<string, string>;
  seed: number;
  /** Cases of each call and phase. */
  examples: number;
  /** Of Schemathesis; default: all that need no state. */
  phases?: string[];
  /** Longest run. */
  seconds?: number;
  /** Where logs and reports go. */
  folder: string;
}

export interface Fuzzed {
  cases: number;
  /** Each with the call and what is wrong; the log says how to repeat it. */
  failures: string[];
}

/** What an API promises by its document: no 5xx, no status, type, header or body that is not in it. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

/** Runs Schemathesis over openapi.json against a service. @throws Error when it does not run to its end */
export const runFuzz = async (order: FuzzOrder, say?: (line: string) => void): Promise<Fuzzed> => {
  const program = await installSchemathesis(say);
  rmSync(order.folder, { recursive: true, force: true });
  mkdirSync(order.folder, { recursive: true });
  const [log, report] = [join(order.folder, "schemathesis.log"), join(order.folder, "report.json")];
  const { phases = ["examples", "coverage", "fuzzing"], seconds } = order;
  const args = [
    ...["run", join(root, "contract/openapi.json"), "--url", order.apiUrl],
    ...["--header", `Authorization: Bearer ${order.token}`],
    ...["--seed", String(order.seed), "--max-examples", String(order.examples), "--phases", phases.join(",")],
    ...["--checks", checks.join(","), "--continue-on-failure", "--no-shrink", "--workers", "2"],
    ...["--suppress-health-check", "all", "--request-timeout", "30"],
    ...["--report", "json", "--report-json-path", report, "--warnings", "off"],
    ...(seconds === undefined ? [] : ["--max-time", String(seconds)]),
  ];
  const env = {
    PATH: process.env["PATH"],
    HOME: order.folder,
    SCHEMATHESIS_HOOKS: "hooks",
    PYTHONPATH: import.meta.dirname,
    PYTHONDONTWRITEBYTECODE: "1",
    KUBEWRIGHT_FUZZ_KNOWN: JSON.stringify(order.known),
  };
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(program, args, { cwd: order.folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const out = createWriteStream(log);
    child.stdout.pipe(out, { end: false });
    child.stderr.pipe(out, { end: false });
    child.on("error", reject);
    child.on("close", (status) => out.end(() => resolve(status ?? -1)));
  });
  // 1: failures were found; anything else that is not 0 is a fault of the run itself.
  if (code !== 0 && code !== 1)
    throw new Error(`schemathesis ended with ${code}: ${readFileSync(log, "utf8").slice(-4000)}`);
  return readReport(readFileSync(report, "utf8"));
};

const Report = z.object({
  test_cases: z.object({ generated: z.number() }),
  failures: z.array(z.object({ title: z.string(), count: z.number(), operations: z.array(z.string()) })),
  errors: z.array(z.object({ title: z.string(), count: z.number() })),
});

const readReport = (text: string): Fuzzed => {
  const { test_cases, failures, errors } = Report.parse(JSON.parse(text));
  return {
    cases: test_cases.generated,
    failures: [
      ...failures.flatMap(({ title, operations }) => operations.map((operation) => `${operation}: ${title}`)),
      // A connection that breaks is an answer that did not come.
      ...errors.map(({ title, count }) => `${title}, ${count} times`),
    ],
  };
};
