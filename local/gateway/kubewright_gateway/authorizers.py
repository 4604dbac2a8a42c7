"""Asks a method's Lambda authorizer before anything else sees the request.

Source: Amazon API Gateway developer guide, "Use API Gateway Lambda authorizers" and "Input to / Output from a Lambda authorizer".
"""

import fnmatch
import json
import logging
import re
import time

from localstack.aws.connect import connect_to
from localstack.services.apigateway.next_gen.execute_api.gateway_response import (
    AccessDeniedError,
    AuthorizerConfigurationError,
    UnauthorizedError,
)

LOG = logging.getLogger(__name__)

_known: dict[tuple, tuple[float, dict]] = {}


def authorize(_chain, context, _response):
    """Request handler. Leaves what the authorizer says of the caller in `$context.authorizer`.

    Raises UnauthorizedError (no identity, or the function says so), AccessDeniedError (policy), AuthorizerConfigurationError (any
    other failure of the function, or an answer that is none).
    """
    method = context.resource_method
    if method.get("authorizationType") != "CUSTOM":
        return
    authorizer = context.deployment.rest_api.authorizers.get(method.get("authorizerId"))
    if not authorizer:
        raise AuthorizerConfigurationError()
    identity = [_identity(context, source) for source in _sources(authorizer)]
    if not all(identity):
        raise UnauthorizedError("Unauthorized")

    arn = _method_arn(context)
    lifetime = int(authorizer.get("authorizerResultTtlInSeconds", 300))
    key = (context.api_id, context.deployment_id, authorizer["id"], *identity)
    kept = _known.get(key) if lifetime and identity else None
    if kept and kept[0] > time.monotonic():
        answer = kept[1]
    else:
        answer = _ask(context, authorizer, identity, arn)
        if lifetime and identity:
            if len(_known) > 10_000:
                _known.clear()
            _known[key] = (time.monotonic() + lifetime, answer)
    if not _allows(answer["policyDocument"], arn):
        raise AccessDeniedError("User is not authorized to access this resource with an explicit deny")
    said = {name: _text(value) for name, value in (answer.get("context") or {}).items()}
    context.context_variables["authorizer"] = {**said, "principalId": answer["principalId"]}


def _sources(authorizer) -> list[str]:
    return [source.strip() for source in (authorizer.get("identitySource") or "").split(",") if source.strip()]


def _identity(context, source: str) -> str | None:
    place, _, name = source.removeprefix("method.request.").partition(".")
    request = context.invocation_request
    if place == "header":
        return request["headers"].get(name)
    if place == "querystring":
        return request["query_string_parameters"].get(name)
    return (context.stage_variables or {}).get(source.removeprefix("stageVariables."))


def _method_arn(context) -> str:
    request = context.invocation_request
    return (
        f"arn:aws:execute-api:{context.region}:{context.account_id}:{context.api_id}"
        f"/{context.stage}/{request['http_method']}/{request['path'].lstrip('/')}"
    )


def _ask(context, authorizer, identity, arn) -> dict:
    request = context.invocation_request
    if authorizer["type"] == "TOKEN":
        event = {"type": "TOKEN", "methodArn": arn, "authorizationToken": identity[0]}
    else:
        headers = request["headers"]
        event = {
            "type": "REQUEST",
            "methodArn": arn,
            "resource": context.resource["path"],
            "path": request["path"],
            "httpMethod": request["http_method"],
            "headers": dict(headers),
            "multiValueHeaders": {name: headers.getlist(name) for name in headers.keys()},
            "queryStringParameters": request["query_string_parameters"],
            "multiValueQueryStringParameters": request["multi_value_query_string_parameters"],
            "pathParameters": request["path_parameters"] or {},
            "stageVariables": context.stage_variables or {},
            "requestContext": context.context_variables,
        }
    function = re.search(r"functions/(arn:[^/]+)/invocations", authorizer["authorizerUri"])
    client = connect_to(region_name=context.region, aws_access_key_id=context.account_id).lambda_
    result = client.invoke(FunctionName=function.group(1), Payload=json.dumps(event, default=str))
    answer = json.loads(result["Payload"].read() or "null")
    if result.get("FunctionError"):
        if isinstance(answer, dict) and answer.get("errorMessage") == "Unauthorized":
            raise UnauthorizedError("Unauthorized")
        LOG.warning("authorizer failed: %s", answer)
        raise AuthorizerConfigurationError()
    if not isinstance(answer, dict) or not answer.get("principalId") or not answer.get("policyDocument"):
        LOG.warning("authorizer answered without principal or policy")
        raise AuthorizerConfigurationError()
    if any(isinstance(value, (dict, list)) for value in (answer.get("context") or {}).values()):
        LOG.warning("authorizer's context is nested, which API Gateway does not take")
        raise AuthorizerConfigurationError()
    return answer


def _allows(policy, arn: str) -> bool:
    def matches(wanted, value):
        patterns = wanted if isinstance(wanted, list) else [wanted]
        return any(fnmatch.fnmatchcase(value, pattern.replace("[", "[[]")) for pattern in patterns)

    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    effects = {
        statement["Effect"]
        for statement in statements
        if matches(statement["Action"], "execute-api:Invoke") and matches(statement["Resource"], arn)
    }
    return "Allow" in effects and "Deny" not in effects


def _text(value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
