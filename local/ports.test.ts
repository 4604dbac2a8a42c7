import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { freePorts, isFree } from "./ports.ts";

const range = "/proc/sys/net/ipv4/ip_local_port_range";
const lent = (): number => {
  try {
    return Number(readFileSync(range, "utf8").split(/\s+/)[0]);
  } catch {
    return 49_152;
  }
};

test("free ports are different ones, and none that the system lends to a connection before it is used", async () => {
  const ports = Object.values(await freePorts());
  expect(new Set(ports).size).toBe(ports.length);
  for (const port of ports) {
    expect(port).toBeLessThan(lent());
    expect(await isFree(port)).toBe(true);
  }
});

test("a port where somebody listens is not free", async () => {
  const server = createServer();
  const { localstack: port } = await freePorts();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    expect(await isFree(port)).toBe(false);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  expect(await isFree(port)).toBe(true);
});
