import { RemovalPolicy } from "aws-cdk-lib/core";
import type { Bundles } from "./bundle.ts";
import type { Config } from "./config.ts";
import type { Sources } from "./sources.ts";

/** What every stack is built from. */
export interface Service {
  config: Config;
  sources: Sources;
  bundles: Bundles;
}

export const removalOf = ({ removal }: Config): RemovalPolicy =>
  removal === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** Names of state machines, which functions put together from the prefix: no stack needs another one's references for it. */
export const workflowName = (workflow: string): string => `kubewright-${workflow}`;
