import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type RegionOptions, startRegion } from "../region.ts";
import { createMemoryDriver } from "./memory-driver.ts";

/** Unmodified clients of an endpoint. One attempt each, so that a test sees every refusal. */
export const clientsOf = (endpoint: string) => {
  const settings = {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  return { ec2: new EC2Client(settings), elb: new ElasticLoadBalancingV2Client(settings) };
};

/** A region of the test's own: free port, a memory driver, times of milliseconds. */
export const startTestRegion = async (options: Partial<RegionOptions> = {}) => {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "region-"));
  const driver = createMemoryDriver();
  const region = await startRegion({
    driver,
    port: 0,
    settleSeconds: 0.05,
    maxDrainSeconds: 0.2,
    ...options,
    stateDir,
  });
  const control = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${region.url}/_region/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const close = async () => {
    await region.close();
    if (!options.stateDir) rmSync(stateDir, { recursive: true, force: true });
  };
  return { ...clientsOf(region.url), driver, region, control, stateDir, close };
};

export type TestRegion = Awaited<ReturnType<typeof startTestRegion>>;
