"""What LocalStack asks of a Lambda executor, on processes instead of containers."""

import json
import os
import tempfile
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from .environment import Environment, Settings

ADDRESS = "127.0.0.1"
# On top of a function's own: endpoints that differ from LocalStack's.
EXTRA = json.loads(os.environ.get("KUBEWRIGHT_FUNCTION_ENV", "{}"))
# LocalStack's own affairs with the programs in its containers.
INTERNAL = ("LOCALSTACK_", "EDGE_PORT", "_AWS_XRAY_", "AWS_LAMBDA_FUNCTION_TIMEOUT")


class Executor(RuntimeExecutor):
    def __init__(self, id, function_version):
        super().__init__(id, function_version)
        self._environment: Environment | None = None

    def start(self, env_vars):
        settings = self.function_version.config
        self._environment = Environment(
            Settings(
                name=self.function_version.id.function_name,
                environment=_environment_of(env_vars),
                task_root=str(settings.code.get_unzipped_code_location()),
                timeout=settings.timeout,
                memory_mb=settings.memory_size,
                version=self.function_version.id.qualifier,
                cache=str(Path(tempfile.gettempdir()) / "compiled" / settings.code.id),
            )
        )
        self._environment.start()

    def stop(self):
        if self._environment:
            self._environment.stop()

    def invoke(self, payload):
        request_id = payload["invoke-id"]
        answer = self._environment.invoke(
            request_id, payload["invoked-function-arn"], payload["trace-id"], payload["payload"]
        )
        return InvocationResult(request_id, answer.payload, is_error=answer.is_error, logs=answer.logs)

    def get_address(self):
        return ADDRESS

    def get_endpoint_from_executor(self):
        return ADDRESS

    def get_runtime_endpoint(self):
        return f"http://{ADDRESS}:{config.GATEWAY_LISTEN[0].port}/_localstack_lambda/{self.id}"

    def get_logs(self):
        return self._environment.pending_output() if self._environment else ""

    @classmethod
    def prepare_version(cls, function_version):
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        if function_version.config.code:
            function_version.config.code.destroy_cached()


class ExecutorPlugin(RuntimeExecutorPlugin):
    name = "kubewright"

    def load(self, *_args, **_kwargs):
        return Executor


def _environment_of(env_vars: dict) -> dict[str, str]:
    """Nothing of LocalStack's own environment but the path to programs."""
    given = {name: str(value) for name, value in env_vars.items() if not name.startswith(INTERNAL)}
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        **given,
        "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x",
        **EXTRA,
    }
