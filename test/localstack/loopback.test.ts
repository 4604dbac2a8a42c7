import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { socketsOf } from "#local/ports.ts";
import { strays } from "#local/stray-processes.ts";
import { service } from "#test/service.ts";

interface Listener {
  address: string;
  port: number;
  socket: string;
}

/** Sockets that wait for somebody to come: TCP that listens, UDP that is bound and not connected. */
const listeners = (): Listener[] =>
  ["tcp", "tcp6", "udp", "udp6"].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === (table.startsWith("tcp") ? "0A" : "07"))
      .map(([, local = "", , , , , , , , inode]) => {
        const [address = "", port = ""] = local.split(":");
        return { address, port: Number.parseInt(port, 16), socket: `socket:[${inode}]` };
      }),
  );

/** 127.0.0.0/8, ::1, and the former as IPv6; as /proc/net has them: words of four bytes, each in the order of the processor. */
const loopback = [/^[\dA-F]{6}7F$/, /^0{24}01000000$/, /^0{16}FFFF0000[\dA-F]{6}7F$/];

test("everything that the service consists of listens on loopback only", () => {
  const processes = [
    ...strays(service.stateDir),
    { name: "this", pid: process.pid },
    { name: "jest", pid: process.ppid },
  ];
  const all = listeners();
  const own = processes.flatMap(({ name, pid }) => {
    const sockets = new Set(socketsOf(pid));
    return all.filter(({ socket }) => sockets.has(socket)).map(({ address, port }) => ({ name, address, port }));
  });
  const ports = own.map(({ port }) => port);
  for (const url of [service.localstackUrl, service.regionUrl, service.issuerUrl])
    expect(ports).toContain(Number(new URL(url).port));
  // DynamoDB Local, which would listen on all addresses if it were left to itself, is a process of its own.
  expect(own.length).toBeGreaterThan(3);
  expect(own.filter(({ address }) => !loopback.some((form) => form.test(address)))).toEqual([]);
});
