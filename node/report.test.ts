import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";

const lib = join(import.meta.dirname, "files/usr/local/lib/kubewright");
const credentials = { AccessKeyId: "AKIDEXAMPLE", SecretAccessKey: "key/with+signs", Token: 'session"token\\' };
const secretToken = "task-token-2";

interface Call {
  target: string;
  headers: IncomingHttpHeaders;
  body: Record<string, string>;
}

let folder = "";
let server: Server;
let calls: Call[] = [];
/** What the service answers; all else is not found. */
let answers: (call: Call) => [number, object] = () => [400, { __type: "NotFound" }];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
  calls = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const call = {
      target: String(request.headers["x-amz-target"]),
      headers: request.headers,
      body: JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>,
    };
    calls.push(call);
    const [status, body] = answers(call);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Programs that tell what they are called with.
  mkdirSync(join(folder, "bin"));
  for (const program of ["curl", "jq"]) {
    const file = join(folder, "bin", program);
    writeFileSync(file, `#!/bin/bash\nprintf '%s\\n' "$@" >>"${folder}/arguments"\nexec /usr/bin/${program} "$@"\n`);
    chmodSync(file, 0o755);
  }
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Runs shell text with the boot program's functions, as a machine whose role's credentials are known. */
const machine = (text: string): Promise<{ status: number | null; output: string }> => {
  const { port } = server.address() as AddressInfo;
  const script = `set -euo pipefail
    lib="${lib}" run="${folder}" log="${folder}/log" region=eu-central-1 instance_id=i-1 report_prefix=/kubewright/cls_1/boot
    . "$lib/aws.sh"; . "$lib/report.sh"
    metadata() { case $1 in */) echo role ;; *) printf '%s' "$CREDENTIALS" ;; esac; }
    ${text}`;
  const child = spawn("bash", ["--norc", "-c", script], {
    env: {
      PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      CREDENTIALS: JSON.stringify(credentials),
    },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (output += String(part)));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, output })));
};

const tokens = (...values: string[]) => {
  let asked = 0;
  return (): [number, object] => {
    const value = values[Math.min(asked++, values.length - 1)];
    return value ? [200, { Parameter: { Value: value } }] : [400, { __type: "ParameterNotFound" }];
  };
};

test("the result waits for the task token, and for a newer one when it is refused", async () => {
  const token = tokens("", "task-token-1", "task-token-1", secretToken);
  answers = (call) =>
    call.target === "AmazonSSM.GetParameter"
      ? token()
      : call.body["taskToken"] === secretToken
        ? [200, {}]
        : [400, { __type: "TaskTimedOut" }];
  const { status, output } = await machine(`deliver SendTaskSuccess '{"output": "{}"}'`);
  expect({ status, output }).toEqual({ status: 0, output: "AWSStepFunctions.SendTaskSuccess: TaskTimedOut\n" });
  expect(calls.filter(({ target }) => target.startsWith("AWSStepFunctions")).map(({ body }) => body)).toEqual([
    { taskToken: "task-token-1", output: "{}" },
    { taskToken: secretToken, output: "{}" },
  ]);
});

test("calls are signed with the role's credentials, and no secret is an argument", async () => {
  answers = ({ target }) => (target === "AmazonSSM.GetParameter" ? tokens(secretToken)() : [200, {}]);
  expect((await machine(`deliver SendTaskSuccess '{"output": "{}"}'`)).status).toBe(0);
  for (const { headers } of calls) {
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/(ssm|states)\/aws4_request, SignedHeaders=\S*x-amz-security-token\S*x-amz-target/,
    );
    expect(headers["x-amz-security-token"]).toBe(credentials.Token);
  }
  const said = readFileSync(join(folder, "arguments"), "utf8");
  expect(said).toContain("--config");
  for (const secret of [credentials.SecretAccessKey, "session", secretToken]) expect(said).not.toContain(secret);
});

test("a machine that waits for long looks less often, and not at the same moments as others", async () => {
  const token = tokens(...Array.from({ length: 21 }, () => ""), secretToken);
  answers = ({ target }) => (target === "AmazonSSM.GetParameter" ? token() : [200, {}]);
  const { status, output } = await machine(`sleep() { echo "$1"; }; deliver SendTaskSuccess '{"output": "{}"}'`);
  const pauses = output.trim().split("\n").map(Number);
  expect({ status, pauses: pauses.slice(0, 19) }).toEqual({ status: 0, pauses: pauses.slice(0, 19).fill(0.5) });
  expect(pauses).toHaveLength(21);
  for (const pause of pauses.slice(19)) expect([5, 6, 7, 8, 9, 10]).toContain(pause);
}, 30_000);

test("a service that is throttled or down is asked again", async () => {
  const troubles: [number, object][] = [
    [400, { __type: "ThrottlingException" }],
    [503, {}],
  ];
  answers = ({ target }) =>
    target === "AmazonSSM.GetParameter" ? tokens(secretToken)() : (troubles.shift() ?? [200, {}]);
  expect((await machine(`deliver SendTaskSuccess '{"output": "{}"}'`)).status).toBe(0);
  expect(calls.filter(({ target }) => target === "AWSStepFunctions.SendTaskSuccess")).toHaveLength(3);
});

test.each<[string, string, object]>([
  ["a machine of a cluster", "", {}],
  ["a drill, with what it has read", `kinds='{"pods":2}'`, { kinds: { pods: 2 } }],
  [
    "a rehearsal, with what it has found too",
    `kinds='{}' findings='[{"check":"api-server","what":"a","message":"\\"quoted\\""}]' found=7`,
    { kinds: {}, findings: [{ check: "api-server", what: "a", message: '"quoted"' }], found: 7 },
  ],
])("the report of %s", async (_, found, more) => {
  answers = ({ target }) => (target === "AmazonSSM.GetParameter" ? tokens(secretToken)() : [200, {}]);
  writeFileSync(join(folder, "identity.json"), JSON.stringify({ instanceId: "i-1", nodeName: "ip-10-0-0-9" }));
  const { status } = await machine(`kubelet() { echo Kubernetes v1.37.2; }; role=drill
    ${found}
    report_success`);
  const told = calls.find(({ target }) => target === "AWSStepFunctions.SendTaskSuccess")?.body["output"];
  expect({ status, report: JSON.parse(told ?? "null") as unknown }).toEqual({
    status: 0,
    report: {
      ...{ instanceId: "i-1", nodeName: "ip-10-0-0-9", role: "drill", steps: [], kubeletVersion: "v1.37.2" },
      ...more,
    },
  });
});

test("a failed step is told with its cause, without the machine's secrets", async () => {
  answers = ({ target }) => (target === "AmazonSSM.GetParameter" ? tokens("first")() : [200, {}]);
  writeFileSync(join(folder, "secret.json"), JSON.stringify({ bootstrapToken: "abcdef.0123456789abcdef" }));
  const { status } = await machine(`
    trap finish EXIT
    exec >"$log" 2>&1
    bad() { echo "error: abcdef.0123456789abcdef is no good"; return 7; }
    step join bad`);
  expect(status).toBe(7);
  expect(calls.at(-1)).toMatchObject({
    target: "AWSStepFunctions.SendTaskFailure",
    body: { taskToken: "first", error: "BootFailed", cause: "join: error: *** is no good" },
  });
  // Nothing secret is left behind.
  expect(() => readFileSync(join(folder, "secret.json"))).toThrow("ENOENT");
  mkdirSync(folder);
});
