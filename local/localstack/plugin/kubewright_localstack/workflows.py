"""Step Functions: what 4.8.1 does otherwise than AWS and workflows notice."""

import json
from functools import lru_cache

from botocore.exceptions import BotoCoreError, ClientError
from localstack.services.stepfunctions.asl.component.common.error_name.custom_error_name import CustomErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.error_name import ErrorName
from localstack.services.stepfunctions.asl.component.common.path import result_path
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.lambda_eval_utils import (
    LambdaFunctionErrorException,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service_lambda import StateTaskServiceLambda
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.state_task_lambda import StateTaskLambda
from localstack.services.stepfunctions.asl.eval.callback.callback import CallbackEndpoint
from localstack.services.stepfunctions.asl.utils import json_path


def keep_early_answers():
    """A task token may be answered before the function that handed it out has returned: that answer counts, too."""
    set_up = CallbackEndpoint.setup_heartbeat_endpoint

    def set_up_and_look(self, heartbeat_seconds):
        endpoint = set_up(self, heartbeat_seconds)
        if self.get_outcome() is not None:
            endpoint.notify()
        return endpoint

    CallbackEndpoint.setup_heartbeat_endpoint = set_up_and_look


def pass_on_own_errors():
    """Errors named States.* (a timeout in a Map's iteration) go up, and through Fail states, under their names."""
    CustomErrorName.__init__ = ErrorName.__init__


def name_errors_of_lambda():
    """Where the Lambda service itself fails, a state says so by AWS's names: not `Exception` where its resource is a function, and not
    `States.TaskFailed` where no answer came."""
    for state in (StateTaskLambda, StateTaskServiceLambda):
        state._from_error = _named(state._from_error)


def _named(usual):
    def from_error(self, env, ex):
        if isinstance(ex, ClientError):
            ex = _failure(ex.response["Error"]["Code"], ex.response["Error"]["Message"])
        elif isinstance(ex, BotoCoreError):
            ex = _failure("SdkClientException", str(ex))
        return usual(self, env, ex)

    return from_error


def _failure(code: str, message: str) -> LambdaFunctionErrorException:
    return LambdaFunctionErrorException("Unhandled", json.dumps({"errorType": f"Lambda.{code}", "errorMessage": message}))


def read_paths_once():
    """LocalStack's own code builds a parser of JSONPath, grammar and all, for each result of each state."""
    for module in (result_path, json_path):
        module.parse = lru_cache(maxsize=1000)(module.parse)
