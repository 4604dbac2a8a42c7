import type { APIGatewayProxyEvent, Context } from "aws-lambda";

export const context = { awsRequestId: "lambda-request" } as Context;

/** What the authorizer found of ada. */
export const ada = { tenantId: "blue", subject: "ada", role: "admin" };

/** An event as API Gateway makes it, as far as our functions look at it. */
export const requestEvent = (given: Partial<APIGatewayProxyEvent> & { authorizer?: object | null } = {}) => {
  const { authorizer = ada, ...more } = given;
  return {
    httpMethod: "POST",
    path: "/clusters",
    headers: {},
    pathParameters: null,
    queryStringParameters: null,
    body: null,
    isBase64Encoded: false,
    ...more,
    requestContext: { requestId: "gateway-request", authorizer },
  } as unknown as APIGatewayProxyEvent;
};
