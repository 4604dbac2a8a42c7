import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  IdentitySource,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RequestAuthorizer,
  ResponseType,
  RestApi,
} from "aws-cdk-lib/aws-apigateway";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { problemCodes } from "#contract/problems.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { backupBucketName } from "./backup-bucket.ts";
import { startsWorkflows } from "./events-stack.ts";
import type { Permission } from "./permission.ts";
import { powers } from "./powers.ts";
import { removalOf, type Service } from "./service.ts";
import { ServiceFunction } from "./service-function.ts";
import { kebab, pascal } from "./sources.ts";
import { readsTable, writesTable } from "./table-permissions.ts";
import { workflowPrefix } from "./workflow-stack.ts";

type Props = StackProps & { service: Service; table: Table };

/** The HTTP API, made from the route table: a resource a path, a function a route, one authorizer before all of them. */
export class ApiStack extends Stack {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { service, table, ...props }: Props) {
    super(scope, id, { description: "Kubewright: HTTP API", ...props });
    const { config } = service;
    const log = new LogGroup(this, "AccessLog", {
      retention: config.logRetentionDays,
      removalPolicy: removalOf(config),
    });
    this.api = new RestApi(this, "Api", {
      restApiName: "kubewright",
      description: "Kubewright",
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: true,
      deployOptions: {
        stageName: "v1",
        accessLogDestination: new LogGroupLogDestination(log),
        // No query strings, no bodies, no tokens.
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLog)),
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        metricsEnabled: true,
        throttlingRateLimit: config.throttling.rate,
        throttlingBurstLimit: config.throttling.burst,
      },
    });
    const authorizer = new RequestAuthorizer(this, "Authorizer", {
      handler: new ServiceFunction(this, "AuthorizerFunction", {
        service,
        kind: "authorizer",
        name: authorizerFile(service),
        environment: {
          TOKEN_ISSUER: config.issuer,
          TOKEN_AUDIENCE: config.audience,
          ...(config.awsIdentities.length > 0 ? { AWS_IDENTITIES: JSON.stringify(config.awsIdentities) } : {}),
        },
        permissions: [],
        timeout: Duration.seconds(10),
      }).lambda,
      identitySources: [IdentitySource.header("Authorization")],
      resultsCacheTtl: Duration.minutes(1),
    });
    for (const route of Object.values<Route>(routes)) {
      const fn = new ServiceFunction(this, pascal(kebab(route.operationId)), {
        service,
        kind: "api",
        name: routeFile(service, route),
        environment: {
          TABLE_NAME: table.tableName,
          ...(startsSomething(route) ? { STATE_MACHINE_PREFIX: workflowPrefix(this) } : {}),
          ...(route.operationId === "backupDelete" ? { BACKUP_BUCKET: backupBucketName(this) } : {}),
          ...(startsSomething(route) || ["quotaList", "clusterPlan"].includes(route.operationId)
            ? limitsOf(service)
            : {}),
        },
        permissions: routePermissions(this, route, table),
        // The gateway gives up after 29 s.
        timeout: Duration.seconds(25),
      });
      this.api.root
        .resourceForPath(route.path)
        .addMethod(route.method, new LambdaIntegration(fn.lambda, { allowTestInvoke: false }), {
          operationName: route.operationId,
          authorizer,
          authorizationType: AuthorizationType.CUSTOM,
        });
    }
    this.answerFaults();
    new CfnOutput(this, "ApiId", { value: this.api.restApiId });
    new CfnOutput(this, "ApiUrl", { value: this.api.url });
    Validations.of(this.api).acknowledge(
      { id: "AwsSolutions-APIG2", reason: "functions validate against the contract and name every field at fault" },
      { id: "AwsSolutions-APIG3", reason: "which web ACL fits is the deploying team's choice; throttling is set" },
      {
        id: "AwsSolutions-IAM4",
        reason: "the role with which API Gateway writes logs for the account is AWS's own policy",
      },
      { id: "AwsSolutions-COG4", reason: "tokens come from any OIDC issuer; a Lambda authorizer checks them" },
    );
  }

  /** What the gateway answers by itself looks like what the functions answer. */
  private answerFaults(): void {
    const answers: [string, ResponseType, keyof typeof problemCodes, string][] = [
      [
        "NoToken",
        ResponseType.UNAUTHORIZED,
        "Unauthenticated",
        "send Authorization: Bearer with a token of the issuer",
      ],
      ["Denied", ResponseType.ACCESS_DENIED, "Unauthenticated", "the token is not one that this service accepts"],
      ["NoRoute", ResponseType.MISSING_AUTHENTICATION_TOKEN, "NotFound", "there is no such path or method"],
      ["TooLarge", ResponseType.REQUEST_TOO_LARGE, "InvalidInput", "the request is larger than the gateway takes"],
      ["Throttled", ResponseType.THROTTLED, "TemporaryFailure", "too many requests; wait a second"],
      ["NoAuthorizer", ResponseType.AUTHORIZER_FAILURE, "Internal", "the authorizer failed"],
      ["FailedAuthorizer", ResponseType.AUTHORIZER_CONFIGURATION_ERROR, "Internal", "the authorizer failed"],
      ["OtherClientFault", ResponseType.DEFAULT_4XX, "InvalidInput", "the gateway refused the request"],
      ["OtherServerFault", ResponseType.DEFAULT_5XX, "Internal", "the function did not answer"],
    ];
    for (const [id, type, code, detail] of answers) {
      const { status, title } = problemCodes[code];
      this.api.addGatewayResponse(id, {
        type,
        statusCode: String(status),
        responseHeaders: { "Content-Type": "'application/problem+json'" },
        templates: {
          "application/json": JSON.stringify({ type: `urn:kubewright:problem:${code}`, title, status, code, detail }),
        },
      });
    }
  }
}

const accessLog = {
  requestId: "$context.requestId",
  at: "$context.requestTime",
  method: "$context.httpMethod",
  path: "$context.resourcePath",
  status: "$context.status",
  milliseconds: "$context.responseLatency",
  tenant: "$context.authorizer.tenantId",
  address: "$context.identity.sourceIp",
};

const limitsOf = ({ config: { quotas } }: Service) => ({
  CLUSTER_LIMIT: String(quotas.clusters),
  MACHINE_LIMIT: String(quotas.machines),
});

const startsSomething = ({ idempotent }: Route): boolean => idempotent === true;

const authorizerFile = ({ sources }: Service): string => {
  const [file, ...more] = sources.functions.authorizer;
  if (!file || more.length > 0) throw new Error("functions/authorizer/ must hold exactly one function");
  return file;
};

/** `clusterCreate` is functions/api/create-cluster.ts, `clusterList` list-clusters.ts, `nodeGroupView` view-node-group.ts. */
const routeFile = ({ sources }: Service, { operationId }: Route): string => {
  const words = kebab(operationId).split("-");
  const [noun, verb] = [words.slice(0, -1).join("-"), words.at(-1) ?? ""];
  const names = [`${verb}-${noun}`, `${verb}-${noun}s`, `${noun}-${verb}`];
  const found = names.find((name) => sources.functions.api.includes(name));
  if (!found) throw new Error(`route ${operationId} has no function: functions/api/${names.join(".ts or ")}.ts`);
  return found;
};

/** Calls that go to the cluster's own API, or let somebody in there. */
const readsKeys = (stack: ApiStack, { operationId }: Route): Permission[] =>
  ["clusterCredentials", "nodeView", "clusterUpgrade", "clusterRollback", "clusterKeysRotate"].includes(operationId)
    ? [
        {
          why: "secrets are named by clusters, which are made long after this role",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [stack.formatArn({ service: "secretsmanager", resource: "secret:kubewright/*/control-plane-*" })],
        },
      ]
    : [];

const routePermissions = (stack: ApiStack, route: Route, table: Table): Permission[] => {
  if (startsSomething(route)) return [...writesTable(table), ...startsWorkflows(stack), ...readsKeys(stack, route)];
  // They are asked with a body, and write nothing.
  if (["billingEstimate", "clusterPlan"].includes(route.operationId)) return [readsTable(table)];
  if (route.operationId === "backupDelete") return [...writesTable(table), ...powers["snapshots.remove"](stack)];
  const records = route.method === "GET" ? [readsTable(table)] : writesTable(table);
  return [...records, ...readsKeys(stack, route)];
};
