"""Hooks the extension into LocalStack as it starts."""

from localstack.runtime import hooks


@hooks.on_infra_start()
def extend():
    from localstack.services.apigateway.next_gen.execute_api import handlers
    from localstack.services.apigateway.next_gen.execute_api.handlers import parse
    from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor

    from .answers import answer_with_template
    from .authorizers import authorize
    from .payload import payload_of

    handlers.preprocess_request.append(authorize)
    parse.restore_payload = payload_of
    type(handlers.gateway_exception_handler).create_exception_response = answer_with_template

    # A resource that is not ready at the second look is looked at again after 5 seconds; tables and functions need a tenth of one.
    loop = ResourceProviderExecutor.deploy_loop
    loop.__defaults__ = tuple(0.05 if value == 5 else value for value in loop.__defaults__)
