import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { buildApp } from "#stacks/build-app.ts";
import { Config } from "#stacks/config.ts";

/**
 * The whole service's templates as they go to AWS, with cdk-nag.
 * @throws Error for a finding that no reason is given for
 */
export const synthesiseAll = (outdir: string): CloudAssembly =>
  buildApp({
    config: Config.parse({ issuer: "https://login.example.com", console: { clientId: "console" } }),
    outdir,
  }).synth();
