"""Hooks the extension into LocalStack as it starts."""

from localstack.runtime import hooks


@hooks.on_infra_start()
def run_without_containers():
    from . import dynamodb, gateway, logs, workflows

    gateway.listen_on_given_host()
    dynamodb.run_in_own_program()
    logs.use_configured_group()
    workflows.keep_early_answers()
    workflows.pass_on_own_errors()
