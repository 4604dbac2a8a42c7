import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";

const code = "exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ hello: 'world' }) });";

/** A function that does nothing behind a gateway that asks nobody: the least that a call can take. */
const template = {
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
      },
    },
    Function: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        MemorySize: 512,
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Code: { ZipFile: code },
      },
    },
    Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "hello" } },
    Permission: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: { "Fn::GetAtt": ["Function", "Arn"] },
        Principal: "apigateway.amazonaws.com",
      },
    },
    Method: {
      Type: "AWS::ApiGateway::Method",
      Properties: {
        HttpMethod: "GET",
        AuthorizationType: "NONE",
        RestApiId: { Ref: "Api" },
        ResourceId: { "Fn::GetAtt": ["Api", "RootResourceId"] },
        Integration: {
          Type: "AWS_PROXY",
          IntegrationHttpMethod: "POST",
          Uri: {
            "Fn::Sub":
              // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
              "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations",
          },
        },
      },
    },
    Deployment: {
      Type: "AWS::ApiGateway::Deployment",
      DependsOn: "Method",
      Properties: { RestApiId: { Ref: "Api" }, StageName: "v1" },
    },
  },
  Outputs: { ApiId: { Value: { Ref: "Api" } } },
};

/** @returns where it answers */
export const deployHello = async (endpoint: string): Promise<string> => {
  const client = new CloudFormationClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const StackName = "hello";
  await client.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Capabilities: ["CAPABILITY_IAM"] }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return `${endpoint}/_aws/execute-api/${stack?.Outputs?.[0]?.OutputValue}/v1/`;
};
