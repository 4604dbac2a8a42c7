import { RemovalPolicy } from "aws-cdk-lib/core";
import type { Config } from "./config.ts";
import type { FunctionKind, Sources } from "./sources.ts";

/** What every stack is built from. */
export interface Service {
  config: Config;
  sources: Sources;
  /** Folder of a function's bundle. */
  bundle: (kind: FunctionKind, name: string) => string;
}

export const removalOf = ({ removal }: Config): RemovalPolicy =>
  removal === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** Names of state machines, which functions put together from the prefix: no stack needs another one's references for it. */
export const workflowName = (workflow: string): string => `kubewright-${workflow}`;
