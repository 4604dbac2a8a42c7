"""AWS::ApiGateway::Authorizer for LocalStack's CloudFormation."""

from pathlib import Path

import localstack.services.cloudformation.provider_utils as util
from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
)

ARGUMENTS = {
    "Name": "name",
    "Type": "type",
    "AuthType": "authType",
    "AuthorizerUri": "authorizerUri",
    "AuthorizerCredentials": "authorizerCredentials",
    "IdentitySource": "identitySource",
    "IdentityValidationExpression": "identityValidationExpression",
    "AuthorizerResultTtlInSeconds": "authorizerResultTtlInSeconds",
}


class AuthorizerProvider(ResourceProvider):
    TYPE = "AWS::ApiGateway::Authorizer"
    SCHEMA = util.get_schema_path(Path(__file__))

    def create(self, request):
        wanted = request.desired_state
        given = {argument: wanted[name] for name, argument in ARGUMENTS.items() if wanted.get(name) is not None}
        if "authorizerResultTtlInSeconds" in given:
            given["authorizerResultTtlInSeconds"] = int(given["authorizerResultTtlInSeconds"])
        made = request.aws_client_factory.apigateway.create_authorizer(restApiId=wanted["RestApiId"], **given)
        return self._done(request, {**wanted, "AuthorizerId": made["id"]})

    def update(self, request):
        wanted, before = request.desired_state, request.previous_state
        changes = [
            {"op": "replace", "path": f"/{argument}", "value": str(wanted[name])}
            for name, argument in ARGUMENTS.items()
            if wanted.get(name) is not None and wanted[name] != before.get(name)
        ]
        request.aws_client_factory.apigateway.update_authorizer(
            restApiId=before["RestApiId"], authorizerId=before["AuthorizerId"], patchOperations=changes
        )
        return self._done(request, {**wanted, "AuthorizerId": before["AuthorizerId"]})

    def delete(self, request):
        gone = request.desired_state
        request.aws_client_factory.apigateway.delete_authorizer(
            restApiId=gone["RestApiId"], authorizerId=gone["AuthorizerId"]
        )
        return self._done(request, gone)

    def read(self, request):
        raise NotImplementedError

    @staticmethod
    def _done(request, model):
        return ProgressEvent(
            status=OperationStatus.SUCCESS, resource_model=model, custom_context=request.custom_context
        )


class AuthorizerPlugin(CloudFormationResourceProviderPlugin):
    name = "AWS::ApiGateway::Authorizer"

    def __init__(self):
        self.factory = None

    def load(self):
        self.factory = AuthorizerProvider
