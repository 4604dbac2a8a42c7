"""The Lambda Runtime API of one execution environment, on loopback.

Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes".
"""

import queue
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PREFIX = "/2018-06-01/runtime/"


@dataclass
class Invocation:
    request_id: str
    function_arn: str
    trace_id: str
    payload: bytes
    deadline_ms: int
    # What is to go wrong, for the runtime: see faults.py.
    fault: str | None = None


@dataclass
class Outcome:
    """What became of an initialisation or an invocation; `error` is the type of the error, if it was one."""

    payload: bytes
    error: str | None = None
    # Of an invocation with an ordered fault: whether it came about, and the services that were called.
    fired: bool = False
    calls: tuple[str, ...] = ()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


class RuntimeApi:
    """Hands invocations to the runtime one after the other, and what it answers to whoever waits on `events`.

    `events` receives ("ready", None) when the runtime asks for its first invocation, ("init-error", Outcome), and
    ("done", Outcome) for the invocation at hand.
    """

    def __init__(self):
        self.events: queue.Queue = queue.Queue()
        self._waiting: queue.Queue[Invocation | None] = queue.Queue()
        self._current: str | None = None
        self._asked = False
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.address = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(
            target=self._server.serve_forever, args=(3600,), daemon=True, name="lambda-runtime-api"
        ).start()

    def hand_over(self, invocation: Invocation) -> None:
        self._current = invocation.request_id
        self._waiting.put(invocation)

    def close(self) -> None:
        self._waiting.put(None)
        threading.Thread(target=self._shut_down, daemon=True).start()

    def _shut_down(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _next(self) -> Invocation | None:
        if not self._asked:
            self._asked = True
            self.events.put(("ready", None))
        return self._waiting.get()

    def _report(self, path: str, outcome: Outcome) -> bool:
        """Whether the report is about anything that is going on."""
        if path == "init/error":
            self.events.put(("init-error", outcome))
            return True
        if self._current is None or not path.startswith(f"invocation/{self._current}/"):
            return False
        self._current = None
        self.events.put(("done", outcome))
        return True

    def _handler(self):
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one packet, and no waiting for the acknowledgement of the one before.
            disable_nagle_algorithm = True
            wbufsize = -1

            def log_message(self, *_):
                pass

            def do_GET(self):
                invocation = api._next() if self.path == f"{PREFIX}invocation/next" else None
                if invocation is None:
                    self._answer(404 if self.path != f"{PREFIX}invocation/next" else 410)
                    return
                self._answer(
                    200,
                    invocation.payload,
                    {
                        "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                        "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                        "Lambda-Runtime-Trace-Id": invocation.trace_id,
                        "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
                        **({"Kubewright-Fault": invocation.fault} if invocation.fault else {}),
                    },
                )

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                path = self.path.removeprefix(PREFIX)
                failed = path.endswith("/error")
                error = self.headers.get("Lambda-Runtime-Function-Error-Type", "Error") if failed else None
                fired = self.headers.get("Kubewright-Fired") == "yes"
                calls = tuple(filter(None, self.headers.get("Kubewright-Calls", "").split(",")))
                self._answer(202 if api._report(path, Outcome(body, error, fired, calls)) else 403)

            def _answer(self, status, body=b"", headers=None):
                self.send_response_only(status)
                for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()

        return Handler
