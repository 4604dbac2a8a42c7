"""Functions write into the log group that their LoggingConfig names; LocalStack's own code always takes the usual one."""


def use_configured_group() -> None:
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

    usual = ExecutionEnvironment.get_log_group_name

    def get_log_group_name(self) -> str:
        return (self.function_version.config.logging_config or {}).get("LogGroup") or usual(self)

    ExecutionEnvironment.get_log_group_name = get_log_group_name
