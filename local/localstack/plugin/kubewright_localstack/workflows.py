"""Step Functions: what 4.8.1 does otherwise than AWS and workflows notice."""

import json

from botocore.exceptions import ClientError
from localstack.services.stepfunctions.asl.component.common.error_name.custom_error_name import CustomErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.error_name import ErrorName
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.lambda_eval_utils import (
    LambdaFunctionErrorException,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.state_task_lambda import StateTaskLambda
from localstack.services.stepfunctions.asl.eval.callback.callback import CallbackEndpoint


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
    """Where the Lambda service itself fails, a state whose resource is a function says so as `Lambda.ServiceException`, not `Exception`."""
    usual = StateTaskLambda._from_error

    def from_error(self, env, ex):
        if isinstance(ex, ClientError):
            told = {"errorType": f"Lambda.{ex.response['Error']['Code']}", "errorMessage": ex.response["Error"]["Message"]}
            ex = LambdaFunctionErrorException("Unhandled", json.dumps(told))
        return usual(self, env, ex)

    StateTaskLambda._from_error = from_error
