"""Runs DynamoDB Local through dynamodb_local.py, which keeps it on loopback; `java -jar` would listen on all addresses."""

import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("dynamodb_local.py")


def run_in_own_program() -> None:
    from localstack.packages.java import java_package
    from localstack.services.dynamodb.server import DynamodbServer

    original = DynamodbServer._create_shell_command

    def command(self) -> list[str]:
        whole = original(self)
        given = whole[whole.index("-jar") + 2 :]
        java = java_package.get_installer("21").get_java_home()
        return [sys.executable, str(PROGRAM), java, str(Path(self.jar_path).parent), self.heap_size, *given]

    DynamodbServer._create_shell_command = command
