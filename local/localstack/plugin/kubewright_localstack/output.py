"""What a function's process prints, kept until the invocation that it belongs to is over."""

import os
import select
import threading


class Output:
    """Reads the pipe all the time, so that the process never blocks on it."""

    def __init__(self, pipe):
        self._pipe = pipe
        os.set_blocking(pipe.fileno(), False)
        self._parts: list[bytes] = []
        self._lock = threading.Lock()
        threading.Thread(target=self._follow, daemon=True, name="lambda-output").start()

    def take(self) -> str:
        """All that was printed since the last time. The process has printed it before it answered, so it is in the pipe by now."""
        with self._lock:
            self._read()
            text = b"".join(self._parts).decode(errors="replace")
            self._parts.clear()
        return text if not text or text.endswith("\n") else text + "\n"

    def _follow(self) -> None:
        while True:
            select.select([self._pipe], [], [])
            with self._lock:
                if not self._read():
                    self._pipe.close()
                    return

    def _read(self) -> bool:
        """Whether there may be more later."""
        if self._pipe.closed:
            return False
        while True:
            try:
                part = os.read(self._pipe.fileno(), 65536)
            except BlockingIOError:
                return True
            if not part:
                return False
            self._parts.append(part)
