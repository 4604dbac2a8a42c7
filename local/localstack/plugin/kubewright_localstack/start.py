"""Hooks the extension into LocalStack as it starts."""

import resource

from localstack.runtime import hooks


@hooks.on_infra_start()
def run_without_containers():
    from . import archives, at_once, dynamodb, faults, gateway, logs, objects, workflows

    open_as_many_files_as_may_be()
    gateway.listen_on_given_host()
    dynamodb.run_in_own_program()
    logs.use_configured_group()
    logs.keep_no_metrics()
    at_once.wait_for_a_free_process()
    archives.keep_apart()
    archives.sign_with_one_client()
    faults.serve()
    objects.go_by_the_regions_clock()
    workflows.keep_early_answers()
    workflows.pass_on_own_errors()
    workflows.name_errors_of_lambda()
    workflows.read_paths_once()


def open_as_many_files_as_may_be():
    """A process of a function takes some ten of them; a shell's usual 1024 are used up by a hundred."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
