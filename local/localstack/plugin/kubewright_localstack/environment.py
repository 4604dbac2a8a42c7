"""An execution environment: one process at a time, one invocation at a time, with the errors and log lines of Lambda.

Source: AWS Lambda developer guide, "Understanding the Lambda execution environment lifecycle" and "Sending Lambda function logs to
CloudWatch Logs".
"""

import json
import logging
import queue
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from localstack.aws.api.lambda_ import ServiceException

from .faults import FAULTS, Order
from .process import FunctionProcess
from .runtime_api import Invocation, Outcome

INIT_LIMIT = 10.0
MEMORY_CHECK = 0.05

log = logging.getLogger("kubewright.functions")


@dataclass
class Settings:
    name: str
    environment: dict[str, str]
    task_root: str
    timeout: int
    memory_mb: int
    version: str
    # Where V8 keeps compiled code between processes of one function.
    cache: str


@dataclass
class Answer:
    payload: bytes
    is_error: bool
    logs: str
    # See Outcome.
    fired: bool = False
    calls: tuple[str, ...] = ()


class Environment:
    def __init__(self, settings: Settings):
        self.settings = settings
        self._process: FunctionProcess | None = None
        self._init_failure: Outcome | None = None
        self._init_ms: float | None = None

    def start(self) -> None:
        """The initialisation phase. What goes wrong in it is the answer to the first invocation, as on AWS."""
        self._initialise(INIT_LIMIT)

    def stop(self) -> None:
        if self._process:
            self._process.kill()

    def pending_output(self) -> str:
        return self._process.output.take() if self._process else ""

    def invoke(self, request_id: str, function_arn: str, trace_id: str, payload: str) -> Answer:
        order = FAULTS.take(self.settings.environment.get("POWERTOOLS_SERVICE_NAME", self.settings.name), payload)
        call = (request_id, function_arn, trace_id, payload)
        return self._invoke(*call) if order is None else self._invoke_with(order, call)

    def _invoke_with(self, order: Order, call: tuple[str, str, str, str]) -> Answer:
        """One that goes wrong as it was ordered."""
        index = len(order.taken) - 1
        if order.kind == "unreachable":
            FAULTS.done(order, index, True, [])
            if order.at == "end":
                self._invoke(*call)
            raise ServiceException("the Lambda service fails: ordered as a fault")
        if order.kind == "repeat":
            first = self._invoke(*call)
            FAULTS.done(order, index, not first.is_error, [])
            return first if first.is_error else self._invoke(*call)
        if order.kind == "overlap":
            other = Environment(self.settings)
            other.start()
            beside = threading.Thread(target=other._invoke, args=call, daemon=True)
            beside.start()
            answer = self._invoke(*call)
            beside.join()
            other.stop()
            FAULTS.done(order, index, True, [])
            return answer
        answer = self._invoke(*call, order)
        FAULTS.done(order, index, answer.fired, list(answer.calls))
        return answer

    def _invoke(
        self, request_id: str, function_arn: str, trace_id: str, payload: str, order: Order | None = None
    ) -> Answer:
        began = time.perf_counter()
        limit = self.settings.timeout
        deadline_ms = int((time.time() + limit) * 1000)
        if not self._init_failure and not (self._process and self._process.is_alive):
            self._initialise(limit)
        init_ms, self._init_ms = self._init_ms, None
        first = [f"START RequestId: {request_id} Version: {self.settings.version}\n"]
        if self._init_failure:
            outcome, self._init_failure = self._init_failure, None
            return self._answer(request_id, first, outcome, time.perf_counter() - began, init_ms, "error")
        fault = order.arms() if order else None
        self._process.api.hand_over(Invocation(request_id, function_arn, trace_id, payload.encode(), deadline_ms, fault))
        outcome, status = self._await(request_id, limit - (time.perf_counter() - began), order)
        return self._answer(request_id, first, outcome, time.perf_counter() - began, init_ms, status)

    def _initialise(self, limit: float) -> None:
        began = time.perf_counter()
        settings = self.settings
        if self._process:
            self._process.kill()
        self._process = FunctionProcess(
            settings.environment, settings.task_root, settings.memory_mb, settings.cache
        )
        try:
            kind, detail = self._process.events.get(timeout=limit)
        except queue.Empty:
            # Tried again within the time of the invocation, which will then time out if nothing has changed.
            self._process.kill()
            return
        self._init_ms = (time.perf_counter() - began) * 1000
        if kind == "init-error":
            self._init_failure = detail
        elif kind == "ended":
            self._init_failure = _failure("Runtime.ExitError", f"Error: {detail}")
        if self._init_failure:
            self._process.kill()

    def _await(self, request_id: str, seconds: float, order: Order | None) -> tuple[Outcome, str]:
        """The outcome of the invocation at hand, and its status in the REPORT line."""
        process = self._process
        deadline = time.perf_counter() + seconds
        while True:
            left = deadline - time.perf_counter()
            try:
                kind, detail = process.events.get(timeout=max(0.0, min(left, MEMORY_CHECK)))
            except queue.Empty:
                is_held = order is not None and process.is_held
                if is_held:
                    order.held = True
                    if order.released.is_set():
                        process.go_on()
                if left <= 0 or (is_held and order.kind == "time-out"):
                    process.kill()
                    seconds = f"{self.settings.timeout:.2f}"
                    why = f"RequestId: {request_id} Error: Task timed out after {seconds} seconds"
                    failure = _failure("Sandbox.Timedout", why)
                    failure.fired = is_held
                    return failure, "timeout"
                if process.memory_mb() > self.settings.memory_mb:
                    process.kill()
                    why = "Runtime exited with error: signal: killed"
                    return _failure("Runtime.ExitError", f"RequestId: {request_id} Error: {why}"), "out-of-memory"
                continue
            if kind == "done":
                return detail, "error" if detail.error else "success"
            if kind == "ended":
                process.kill()
                failure = _failure("Runtime.ExitError", f"RequestId: {request_id} Error: {detail}")
                failure.fired = order is not None and order.kind == "kill"
                return failure, "error"

    def _answer(
        self,
        request_id: str,
        lines: list[str],
        outcome: Outcome,
        seconds: float,
        init_ms: float | None,
        status: str,
    ) -> Answer:
        memory = self.settings.memory_mb
        peak = min(memory, self._peak(status))
        lines.append(self._process.output.take())
        if status == "timeout":
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            lines.append(f"{now} {request_id} Task timed out after {self.settings.timeout:.2f} seconds\n\n")
        lines.append(f"END RequestId: {request_id}\n")
        milliseconds = seconds * 1000
        report = [
            f"REPORT RequestId: {request_id}",
            f"Duration: {milliseconds:.2f} ms",
            f"Billed Duration: {int(milliseconds) + 1} ms",
            f"Memory Size: {memory} MB",
            f"Max Memory Used: {peak} MB",
        ]
        if init_ms is not None:
            report.append(f"Init Duration: {init_ms:.2f} ms")
        if status == "timeout":
            report.append("Status: timeout")
        elif status == "out-of-memory":
            report += ["Status: error", "Error Type: Runtime.OutOfMemory"]
        elif outcome.error:
            report += ["Status: error", f"Error Type: {outcome.error}"]
        if outcome.error and outcome.error.startswith(("Sandbox.", "Runtime.")):
            log.warning("%s %s", self.settings.name, outcome.payload.decode(errors="replace"))
        lines.append("\t".join(report) + "\t\n")
        return Answer(outcome.payload, outcome.error is not None, "".join(lines), outcome.fired, outcome.calls)

    def _peak(self, status: str) -> int:
        # A process that is gone can no longer be asked.
        return self.settings.memory_mb if status == "out-of-memory" else self._process.peak_memory_mb()


def _failure(error: str, message: str) -> Outcome:
    return Outcome(json.dumps({"errorType": error, "errorMessage": message}).encode(), error)
