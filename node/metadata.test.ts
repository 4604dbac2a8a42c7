import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";

const lib = join(import.meta.dirname, "files/usr/local/lib/kubewright");
const token = "imds-token";

let folder = "";
let server: Server;
/** What EC2 tells, by path; all else is not found, as are calls without the session's token. */
let told: Record<string, string> = {};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "metadata-"));
  told = {
    "instance-id": "i-1",
    "local-ipv4": "10.0.0.9",
    "placement/availability-zone": "us-east-1b",
    "instance-type": "t3.large",
  };
  server = createServer((request, response) => {
    if (request.method === "PUT") return response.end(token);
    const known = request.headers["x-aws-ec2-metadata-token"] === token;
    const value = told[request.url?.replace("/meta-data/", "") ?? ""];
    return known && value !== undefined ? response.end(value) : response.writeHead(404).end("<html>Not Found</html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const readIdentity = async (): Promise<{ status: number | null; identity: () => unknown }> => {
  const { port } = server.address() as AddressInfo;
  const script = `set -euo pipefail
    run="${folder}" region=us-east-1
    fail() { echo "error: $1"; exit 1; }
    . "${lib}/metadata.sh"
    metadata_url=http://127.0.0.1:${port}
    open_metadata
    read_identity`;
  const child = spawn("bash", ["--norc", "-c", script], { stdio: "ignore" });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, identity: () => JSON.parse(readFileSync(join(folder, "identity.json"), "utf8")) };
};

const known = {
  ...{ instanceId: "i-1", address: "10.0.0.9", zone: "us-east-1b", region: "us-east-1" },
  ...{ nodeName: "ip-10-0-0-9", instanceType: "t3.large" },
};

test.each([
  ["neither partition nor host", {}, ""],
  ["a host", { "placement/host-id": "h-7" }, "h-7"],
  ["a partition and a host", { "placement/partition-number": "2", "placement/host-id": "h-7" }, "2"],
])("a machine of %s knows what it is", async (_, more, faultDomain) => {
  Object.assign(told, more);
  const { status, identity } = await readIdentity();
  expect(status).toBe(0);
  expect(identity()).toEqual({ ...known, faultDomain });
});

test("a machine that is not told its zone does not boot as one without a zone", async () => {
  delete told["placement/availability-zone"];
  expect((await readIdentity()).status).toBe(1);
});
