import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { AssetHashType, type Duration, Validations } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { folderHash } from "./bundle.ts";
import { type Permission, statementOf, wildcardReasons } from "./permission.ts";
import { removalOf, type Service } from "./service.ts";
import type { FunctionKind } from "./sources.ts";

export interface ServiceFunctionProps {
  service: Service;
  kind: FunctionKind;
  /** File below functions/<kind>/, without `.ts`. */
  name: string;
  environment: Record<string, string>;
  /** All that it may do besides writing its own log. */
  permissions: Permission[];
  timeout: Duration;
  memory?: number;
}

/** One function with a role and a log group of its own, from the one bundle that esbuild made of its file. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { config, bundles } = props.service;
    const logs = new LogGroup(this, "Log", {
      retention: config.logRetentionDays,
      removalPolicy: removalOf(config),
    });
    const permissions: Permission[] = [
      {
        why: "streams of its own log group have no names before they are made",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logs.logGroupArn],
      },
      ...props.permissions,
    ];
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: { work: new PolicyDocument({ statements: permissions.map(statementOf) }) },
    });
    Validations.of(role).acknowledge({ id: "AwsSolutions-IAM5", reason: wildcardReasons(permissions) });
    const { folder } = bundles(props.kind, props.name);
    this.lambda = new LambdaFunction(this, "Function", {
      description: `Kubewright ${props.kind}/${props.name}`,
      runtime: Runtime.NODEJS_22_X,
      architecture: config.architecture === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
      handler: "index.handler",
      code: Code.fromAsset(folder, { assetHash: folderHash(folder), assetHashType: AssetHashType.CUSTOM }),
      memorySize: props.memory ?? 512,
      timeout: props.timeout,
      role,
      logGroup: logs,
      environment: {
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_LOG_LEVEL: config.logLevel,
        ...props.environment,
      },
    });
    Validations.of(this.lambda).acknowledge({
      id: "AwsSolutions-L1",
      reason: "Node 22 is the runtime that the sources, the tests and the local executor share",
    });
  }
}
