import { App, type AppProps, type Environment, Validations } from "aws-cdk-lib/core";
import { ApiStack } from "./api-stack.ts";
import { bundleFunctions } from "./bundle.ts";
import { Checks } from "./checks.ts";
import { type Config, readConfig } from "./config.ts";
import { buildConsole } from "./console-files.ts";
import { ConsoleStack } from "./console-stack.ts";
import { DataStack } from "./data-stack.ts";
import { EventsStack } from "./events-stack.ts";
import { ImageStack } from "./image-stack.ts";
import { OperationsStack } from "./operations-stack.ts";
import type { Service } from "./service.ts";
import { readSources, type Sources } from "./sources.ts";
import { WorkflowStack } from "./workflow-stack.ts";

export interface BuildOptions {
  /** Instead of what cdk.json and -c say. */
  config?: Config;
  sources?: Sources;
  outdir?: string;
  environment?: Environment;
  /** cdk-nag; a finding without a reason fails the synthesis. */
  checks?: boolean;
}

/** The whole service as CDK stacks; what goes to AWS and to LocalStack alike. */
export const buildApp = ({ checks = true, sources = readSources(), ...options }: BuildOptions = {}): App => {
  const app = new App({
    analyticsReporting: false,
    // CloudFormation takes a megabyte a template, spaces counted.
    postCliContext: { "@aws-cdk/core:suppressTemplateIndentation": true },
    ...(options.outdir ? { outdir: options.outdir } : {}),
  } satisfies AppProps);
  const service: Service = {
    config: options.config ?? readConfig((key) => app.node.tryGetContext(key)),
    sources,
    bundles: bundleFunctions(sources),
  };
  const env = options.environment ? { env: options.environment } : {};
  const { table } = new DataStack(app, "KubewrightData", { service, ...env });
  new WorkflowStack(app, "KubewrightWorkflows", { service, table, ...env });
  const { functions: events, deadLetters } = new EventsStack(app, "KubewrightEvents", { service, table, ...env });
  const { api } = new ApiStack(app, "KubewrightApi", { service, table, ...env });
  const watched = { service, table, api, events, deadLetters };
  if (service.config.alarms) new OperationsStack(app, "KubewrightOperations", { ...watched, ...env });
  if (service.config.buildNodeImages) new ImageStack(app, "KubewrightImages", { service, ...env });
  const { console: choices, issuer } = service.config;
  if (choices) {
    const folder = buildConsole(sources.root);
    new ConsoleStack(app, "KubewrightConsole", { api, issuer, choices, folder, ...env });
  }
  if (checks) Validations.of(app).addPlugins(new Checks(app));
  return app;
};
