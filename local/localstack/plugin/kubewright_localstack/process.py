"""One process of a function: started, watched, ended."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from .output import Output
from .runtime_api import RuntimeApi

BOOTSTRAP = Path(__file__).with_name("bootstrap.mjs")
NODE = os.environ.get("KUBEWRIGHT_NODE", "node")


class FunctionProcess:
    """A Node process in a group and with a temporary folder of its own, and the Runtime API that it talks to.

    When the process ends, ("ended", how) comes after all that it reported; `how` is in the words of Lambda.
    """

    def __init__(self, environment: dict[str, str], task_root: str, memory_mb: int, cache: str):
        self.api = RuntimeApi()
        self.events = self.api.events
        self._folder = tempfile.mkdtemp(prefix="lambda-")
        self._killed = False
        arguments = [
            NODE,
            # As the runtime of AWS does: room for what is not on the heap, so that garbage is collected before the limit.
            f"--max-old-space-size={memory_mb * 9 // 10}",
            f"--max-semi-space-size={max(1, memory_mb * 5 // 100)}",
            str(BOOTSTRAP),
        ]
        self._process = subprocess.Popen(
            arguments,
            cwd=task_root,
            env={
                **environment,
                "LAMBDA_TASK_ROOT": task_root,
                "AWS_LAMBDA_RUNTIME_API": self.api.address,
                "TMPDIR": self._folder,
                "KUBEWRIGHT_COMPILE_CACHE": cache,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.output = Output(self._process.stdout)
        threading.Thread(target=self._wait, daemon=True, name="lambda-process").start()

    @property
    def is_alive(self) -> bool:
        # Whoever was killed is gone, also while the thread that waits for it has not heard so.
        return not self._killed and self._process.poll() is None

    def kill(self) -> None:
        self._killed = True
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.api.close()

    @property
    def is_held(self) -> bool:
        try:
            with open(f"/proc/{self._process.pid}/stat") as file:
                return file.read().rpartition(")")[2].split()[0] == "T"
        except OSError:
            return False

    def go_on(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGCONT)
        except ProcessLookupError:
            pass

    def memory_mb(self) -> float:
        """What the process holds for itself now; what it shares with files on disk can be dropped, and is no reason to end it."""
        return self._status("RssAnon") / 1024

    def peak_memory_mb(self) -> int:
        return round(self._status("VmHWM") / 1024)

    def _status(self, name: str) -> int:
        try:
            with open(f"/proc/{self._process.pid}/status") as file:
                for line in file:
                    if line.startswith(name + ":"):
                        return int(line.split()[1])
        except OSError:
            pass
        return 0

    def _wait(self) -> None:
        code = self._process.wait()
        self.events.put(("ended", _how(code)))
        shutil.rmtree(self._folder, ignore_errors=True)


def _how(code: int) -> str:
    if code == 0:
        return "Runtime exited without providing a reason"
    if code > 0:
        return f"Runtime exited with error: exit status {code}"
    words = {signal.SIGKILL: "killed", signal.SIGABRT: "aborted", signal.SIGTERM: "terminated", signal.SIGSEGV: "segmentation fault"}
    return f"Runtime exited with error: signal: {words.get(-code, -code)}"
