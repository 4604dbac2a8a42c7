import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type ConsoleServer, startConsole } from "./console-server.ts";

let folder: string;
let api: Server;
let seen: IncomingMessage | undefined;
let pages: ConsoleServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "console-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>the page");
  writeFileSync(join(folder, "assets/main-1.js"), "the program");
  api = createServer((asked, answer) => {
    seen = asked;
    answer.writeHead(404, { "content-type": "application/problem+json" }).end(`{"code":"NotFound"}`);
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}/_aws/execute-api/abc/v1`;
  pages = await startConsole({ folder, port: 0, issuer: "http://127.0.0.1:4588", apiUrl });
});
afterAll(async () => {
  await pages.close();
  await new Promise((resolve) => api.close(resolve));
  rmSync(folder, { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(`${pages.url}${path}`, init);

test.each(["/", "/clusters/cls_1/bill", "/signed-in?code=1"])("%s is the page", async (path) => {
  const answer = await get(path);
  expect(await answer.text()).toBe("<!doctype html>the page");
  expect(answer.headers.get("cache-control")).toBe("no-cache");
  expect(answer.headers.get("content-security-policy")).toContain("connect-src 'self' http://127.0.0.1:4588;");
});

test("a file that is named for what is in it is kept, and one that is not there is not the page", async () => {
  const file = await get("/assets/main-1.js");
  expect([await file.text(), file.headers.get("cache-control")]).toEqual([
    "the program",
    expect.stringContaining("immutable"),
  ]);
  expect((await get("/assets/main-2.js")).status).toBe(404);
  expect((await get("/..%2f..%2fpackage.json")).status).toBe(404);
  expect((await get("/", { method: "POST" })).status).toBe(405);
});

test("it says where to sign in", async () => {
  expect(await (await get("/config.json")).json()).toMatchObject({
    issuer: "http://127.0.0.1:4588",
    clientId: "console",
  });
});

test("below /v1 is the API, without what a browser says of itself", async () => {
  const answer = await get("/v1/clusters?pageSize=3", {
    method: "POST",
    body: "{}",
    headers: { authorization: "Bearer t", origin: "http://example.com", cookie: "a=b", "idempotency-key": "k" },
  });
  expect([answer.status, await answer.json()]).toEqual([404, { code: "NotFound" }]);
  expect(seen?.url).toBe("/_aws/execute-api/abc/v1/clusters?pageSize=3");
  expect(seen?.headers).toMatchObject({ authorization: "Bearer t", "idempotency-key": "k" });
  expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(["origin"]));
  expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(["cookie"]));
});

test("under another name it is not there", async () => {
  const status = await new Promise((resolve, reject) => {
    request(pages.url, { headers: { host: "attacker.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
});
