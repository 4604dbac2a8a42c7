"""What functions leave in CloudWatch."""


def use_configured_group() -> None:
    """The log group that a function's LoggingConfig names; LocalStack's own code always takes the usual one."""
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

    usual = ExecutionEnvironment.get_log_group_name

    def get_log_group_name(self) -> str:
        return (self.function_version.config.logging_config or {}).get("LogGroup") or usual(self)

    ExecutionEnvironment.get_log_group_name = get_log_group_name


def keep_no_metrics() -> None:
    """LocalStack's own code sends itself a request for each invocation, to keep numbers that nobody here asks for."""
    from localstack.services.lambda_.invocation import metrics

    metrics.publish_lambda_metric = lambda *_, **__: None
