"""How many processes of one function there are at the same time."""

import contextlib
import os
import threading

MOST = int(os.environ.get("KUBEWRIGHT_PROCESSES_A_FUNCTION", "0"))


def wait_for_a_free_process() -> None:
    """LocalStack's own code starts a process for each call that finds none free: hundreds of calls would be hundreds of processes on two
    cores. Where there is a limit, a call waits for its turn; the time that it has begins with its process, as ever."""
    if MOST == 0:
        return
    from localstack.services.lambda_.invocation.assignment import AssignmentService

    usual = AssignmentService.get_environment
    turns: dict[str, threading.Semaphore] = {}
    making = threading.Lock()

    @contextlib.contextmanager
    def get_environment(self, version_manager_id, function_version, provisioning_type):
        with making:
            turn = turns.setdefault(version_manager_id, threading.Semaphore(MOST))
        with turn, usual(self, version_manager_id, function_version, provisioning_type) as environment:
            yield environment

    AssignmentService.get_environment = get_environment
