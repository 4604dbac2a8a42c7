"""DynamoDB Local, on loopback only. Arguments: home of the Java, folder of the jars, heap size, then DynamoDB Local's own.

Its server class takes a port and no address, and Jetty then listens on all of them. Here the server is made by the same class, told
its address, and started. Ends with the process that started it.
"""

import os
import sys
import threading
import time
from pathlib import Path

import jpype


def end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main(java: str, jars: str, heap: str, arguments: list[str]) -> None:
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    library = "libjli.dylib" if sys.platform == "darwin" else "server/libjvm.so"
    jpype.startJVM(
        str(Path(java) / "lib" / library),
        f"-Xmx{heap}",
        f"-Djava.library.path={jars}",
        classpath=[str(jar) for jar in sorted(Path(jars).glob("*.jar"))],
    )
    runner = jpype.JClass("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
    server = runner.createServerFromCommandLineArgs(jpype.JArray(jpype.JString)(arguments))
    field = server.getClass().getDeclaredField("server")
    field.setAccessible(True)
    for connector in field.get(server).getConnectors():
        connector.setHost("127.0.0.1")
    server.start()
    server.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
