/** Root shells on machines of the region, for those who work by hand. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { namespaceOf, placeOf } from "#local/region/machines/sandbox/place.ts";
import type { Service } from "#local/service.ts";

/** Process 1 of a machine, as this computer numbers it. */
const firstProcess = (namespace: string, pids: string[]): string => {
  const first = pids.find((pid) => /^NSpid:\s+\d+\t1$/m.test(readFileSync(`/proc/${pid}/status`, "utf8")));
  if (first === undefined) throw new Error(`no machine runs in ${namespace}`);
  return first;
};

const output = (command: string, args: string[], input = ""): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (part: string) => out.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => err.push(part));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(out.join(""))
        : reject(new Error(`${args.at(-1)} ended with ${code}: ${(err.join("") || out.join("")).slice(-1500)}`)),
    );
    // A program that ends before it has read all says why by itself.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });

/** How one comes onto a machine, as words of a command of this computer. */
const onto = (service: Service) => {
  const place = placeOf(`${service.stateDir}/region/sandbox`);
  return async (instanceId: string): Promise<string[]> => {
    const namespace = namespaceOf(place, instanceId);
    const pids = (await output("ip", ["netns", "pids", namespace])).split("\n").filter(Boolean);
    const words = ["--all", "--target", firstProcess(namespace, pids), "env", "-i", "HOME=/root"];
    const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";
    // nsenter's own --wd is a folder of this computer, which nothing on the machine leads to.
    return ["nsenter", ...words, path, "bash", "-c", 'cd && exec bash -euo pipefail "$@"', "bash"];
  };
};

/** A root shell on a machine: what SSH is elsewhere. @throws Error with the end of what the script said */
export const shellOn = (service: Service) => {
  const words = onto(service);
  return async (instanceId: string, script: string): Promise<string> => {
    const [command = "", ...args] = await words(instanceId);
    return output(command, [...args, "-s"], script);
  };
};

const quoted = (parts: string[]): string => parts.map((part) => `'${part}'`).join(" ");

/** A file of this computer is read by a script on a machine. */
export const feedOn = (service: Service) => {
  const words = onto(service);
  return async (file: string, to: { id: string; reads: string }): Promise<void> => {
    const feed = `${quoted([...(await words(to.id)), "-c", to.reads])} <${quoted([file])}`;
    await output("bash", ["-euo", "pipefail", "-c", feed]);
  };
};

/** What a script says on one machine is read by a script on another. */
export const pipeOn = (service: Service) => {
  const words = onto(service);
  return async (from: { id: string; says: string }, to: { id: string; reads: string }): Promise<void> => {
    const [left, right] = await Promise.all([words(from.id), words(to.id)]);
    const pipe = `${quoted([...left, "-c", from.says])} | ${quoted([...right, "-c", to.reads])}`;
    await output("bash", ["-euo", "pipefail", "-c", pipe]);
  };
};

/** @throws Error when there is none */
export const first = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("the region's answer is empty");
  return value;
};

/** Polls until it is so. */
export const until = async (what: string, seconds: number, look: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + seconds * 1000;
  while (!(await look().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what}: not so after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
