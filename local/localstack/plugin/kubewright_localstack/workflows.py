"""Step Functions: what 4.8.1 does otherwise than AWS and workflows notice."""

from localstack.services.stepfunctions.asl.component.common.error_name.custom_error_name import CustomErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.error_name import ErrorName
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
