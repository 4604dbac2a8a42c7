import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./folders.ts";
import { end, isAlive, launch, type ProcessRecord, serviceMark } from "./processes.ts";

export interface RegionOrder {
  /** State folder of the service. */
  stateDir: string;
  port: number;
  machines: "sandbox" | "simulated";
  localstackUrl: string;
  /** Kubernetes versions that machines can be made of. */
  images?: readonly string[];
  imageDir?: string;
  /** How long a simulated machine boots. */
  bootSeconds?: number;
  /** How many of all machines together the account may have. */
  vcpus?: number;
  /** Where the service's functions read by how much time is ahead; undefined where they do not. */
  clock?: string;
}

const program = join(root, "local/region/main.ts");
const folder = (stateDir: string): string => join(stateDir, "region");

/** Of the region's records: time that was moved is over with them. */
export const clockFile = (stateDir: string): string => join(folder(stateDir), "clock");
const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1" };

export const launchRegion = (order: RegionOrder, log: string): ProcessRecord =>
  launch(
    "region",
    [
      process.execPath,
      program,
      ...["--state", folder(order.stateDir), "--port", String(order.port), "--machines", order.machines],
      ...["--localstack", order.localstackUrl],
      ...(order.images ? ["--images", order.images.join(",")] : []),
      ...(order.imageDir ? ["--image-dir", order.imageDir] : []),
      ...(order.bootSeconds === undefined ? [] : ["--boot-seconds", String(order.bootSeconds)]),
      ...(order.vcpus === undefined ? [] : ["--vcpus", String(order.vcpus)]),
      ...(order.clock === undefined ? [] : ["--clock", order.clock]),
    ],
    { log, cwd: root, env: { ...credentials, [serviceMark]: order.stateDir } },
  );

/** Ends the region with all its machines, networks and balancers. */
export const endRegion = async (region: ProcessRecord, url: string): Promise<void> => {
  const body = JSON.stringify({ machines: "terminate" });
  const asked = await fetch(`${url}/_region/shutdown`, {
    method: "POST",
    body,
    signal: AbortSignal.timeout(5_000),
  }).then(
    ({ status }) => status === 202,
    () => false,
  );
  const deadline = Date.now() + 60_000;
  while (asked && isAlive(region) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  await end(region);
};

/**
 * Takes away what a region that no longer runs has left: machines, networks, balancers, and its records.
 * @throws Error with the region's own words when something stays
 */
export const clearRegion = (stateDir: string, machines: "sandbox" | "simulated"): void => {
  if (!existsSync(folder(stateDir))) return;
  if (machines === "sandbox") {
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, "--state", folder(stateDir), "--machines", machines, "--drain"],
      { cwd: root, env: { ...process.env, ...credentials }, encoding: "utf8", timeout: 120_000 },
    );
    if (status !== 0) throw new Error(`machines of an earlier run cannot be taken away: ${stderr.trim()}`);
  }
  rmSync(folder(stateDir), { recursive: true, force: true });
};
