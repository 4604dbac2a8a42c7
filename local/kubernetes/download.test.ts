import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { download } from "./release.ts";
import { run } from "./run.ts";

let folder = "";
let server: Server;
let files: Record<string, Buffer | string> = {};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "download-"));
  mkdirSync(join(folder, "server/bin"), { recursive: true });
  writeFileSync(join(folder, "server/bin/kubelet"), "a program");
  writeFileSync(join(folder, "server/LICENSES"), "not wanted");
  await run(["tar", "-C", folder, "-czf", join(folder, "x.tar.gz"), "server"]);
  const archive = readFileSync(join(folder, "x.tar.gz"));
  files = { "/x.tar.gz": archive, "/x.tar.gz.sha512": createHash("sha512").update(archive).digest("hex") };
  server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const take = async (to: string): Promise<boolean> => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.tar.gz`;
  mkdirSync(to);
  return download(
    { url, checksums: `${url}.sha512`, algorithm: "sha512", programs: { "server/bin": ["kubelet"] } },
    to,
    () => undefined,
  );
};

test("a release's programs are laid out, and nothing else of it", async () => {
  const to = join(folder, "out");
  expect(await take(to)).toBe(true);
  expect(readdirSync(to)).toEqual(["kubelet"]);
  expect(readFileSync(join(to, "kubelet"), "utf8")).toBe("a program");
});

test("an archive that is not what was published is not unpacked", async () => {
  const to = join(folder, "out");
  files["/x.tar.gz.sha512"] = "0".repeat(128);
  await expect(take(to)).rejects.toThrow(/has sha512 [0-9a-f]{128}, not 0{128}/);
  expect(existsSync(join(to, "kubelet"))).toBe(false);
});

test("without a published checksum nothing is taken", async () => {
  delete files["/x.tar.gz.sha512"];
  expect(await take(join(folder, "out"))).toBe(false);
});
