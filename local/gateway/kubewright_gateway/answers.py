"""Gateway responses as the API defines them: status, headers and body template."""

import json

from localstack.services.apigateway.next_gen.execute_api.gateway_response import (
    AccessDeniedError,
    get_gateway_response_or_default,
)
from rolo import Response
from werkzeug.datastructures import Headers


def answer_with_template(_handler, exception, context):
    """Replaces GatewayExceptionHandler.create_exception_response. Only `$context.error.*` is filled in; ours need no more."""
    chosen = get_gateway_response_or_default(exception.type, context.deployment.rest_api.gateway_responses)
    headers = Headers({"Content-Type": "application/json", "x-amzn-ErrorType": exception.code})
    for name, value in (chosen.get("responseParameters") or {}).items():
        if name.startswith("gatewayresponse.header.") and value.startswith("'"):
            headers[name.removeprefix("gatewayresponse.header.")] = value.strip("'")
    message = json.dumps(exception.message)
    template = (chosen.get("responseTemplates") or {}).get("application/json")
    if not template or template == '{"message":$context.error.messageString}':
        key = "Message" if isinstance(exception, AccessDeniedError) else "message"
        body = f'{{"{key}":{message}}}'
    else:
        body = template.replace("$context.error.messageString", message)
        body = body.replace("$context.error.message", exception.message or "")
    status = chosen.get("statusCode") or exception.status_code or 500
    return Response(response=body, headers=headers, status=int(status))
