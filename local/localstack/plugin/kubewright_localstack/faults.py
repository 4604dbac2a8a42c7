"""Faults that somebody ordered for invocations of functions, over `/_kubewright/faults` beside LocalStack's own endpoints.

An order names the function and what stands in its event, and what happens to the invocations that match: see KINDS. Nothing of it is
in the functions' code: processes are ended and held by signals, and calls are hindered in the runtime (bootstrap.mjs).
"""

import json
import threading
import uuid
from dataclasses import dataclass, field

# How an invocation may go wrong, and the moments at which it may.
KINDS = {
    # The process ends.
    "kill": ("begin", "call", "answer", "end"),
    # The process stands still until the order is taken back, or the function's time is up.
    "hold": ("begin", "call", "answer", "end"),
    # The same, and the function's time is up at once.
    "time-out": ("begin", "call", "answer", "end"),
    # The call has its effect, and the connection breaks before its answer.
    "lose": ("answer",),
    # This call and all after it are told that they are too many; the calls of a cluster's own API are not.
    "throttle": ("call",),
    # No machine is to be had: told to RunInstances, from this call on.
    "no-capacity": ("call",),
    # An error that nobody knows, before or after the work.
    "fail": ("begin", "end"),
    # Run twice, one after the other, and twice at once.
    "repeat": ("end",),
    "overlap": ("begin",),
    # The Lambda service itself fails, before and after the function has run.
    "unreachable": ("begin", "end"),
    # Nothing goes wrong: the calls that are made are written down.
    "watch": ("end",),
}
MOMENTS = {
    "begin": "before the handler runs",
    "call": "as the nth call of a service is made, before it leaves",
    "answer": "as the nth call's answer comes, before the function sees it",
    "end": "after the handler has run, before its answer",
}
TEXT = {"function", "kind", "at", "of"}
COUNTS = {"nth", "skip", "count"}


@dataclass
class Order:
    """`of` is a service such as `ec2`, or `cloud`: any but DynamoDB; `nth` counts from 1."""

    kind: str
    at: str
    function: str | None = None
    event: dict = field(default_factory=dict)
    of: str = "cloud"
    nth: int = 1
    skip: int = 0
    count: int | None = 1
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    # Invocations that had it, and in how many what was ordered came about: a call was refused, say, not only marked; what they called.
    taken: list[dict] = field(default_factory=list)
    fired: int = 0
    # Of a hold: somebody stands still, or has.
    held: bool = False
    released: threading.Event = field(default_factory=threading.Event)

    def arms(self) -> str:
        """For the runtime."""
        return json.dumps({"kind": self.kind, "at": self.at, "of": self.of, "nth": self.nth})

    def view(self) -> dict:
        return {
            **{name: getattr(self, name) for name in ("id", "kind", "at", "function", "event", "of", "nth", "skip", "count")},
            "taken": self.taken,
            "fired": self.fired,
            "held": self.held,
        }


class Faults:
    def __init__(self):
        self._orders: list[Order] = []
        self._lock = threading.Lock()

    def take(self, function: str, payload: str) -> "Order | None":
        """The order that is meant for this invocation; it is used up by it."""
        with self._lock:
            if not self._orders:
                return None
            event = _parsed(payload)
            for order in self._orders:
                if order.count == 0 or (order.function or function) != function:
                    continue
                if any(_at(event, path) != value for path, value in order.event.items()):
                    continue
                if order.skip > 0:
                    order.skip -= 1
                    continue
                if order.count is not None:
                    order.count -= 1
                order.taken.append({name: _at(event, name) for name in ("operationId", "stage")})
                return order
        return None

    def done(self, order: "Order", index: int, fired: bool, calls: list[str]) -> None:
        """An invocation that ended before what was ordered came about leaves the order to the next one."""
        with self._lock:
            order.fired += fired
            if not fired and order.count is not None:
                order.count += 1
            order.taken[index]["calls"] = calls

    def on_get(self, _request) -> dict:
        with self._lock:
            return {"faults": [order.view() for order in self._orders]}

    def on_post(self, request):
        order, problems = _order_of(_parsed(request.get_data(as_text=True)))
        if problems:
            return _answer(400, {"error": "InvalidRequest", "problems": problems})
        with self._lock:
            self._orders.append(order)
            return _answer(201, order.view())

    def on_delete(self, request) -> dict:
        """Takes back the one with the id, or all; whoever is held goes on."""
        wanted = request.args.get("id")
        with self._lock:
            for order in [one for one in self._orders if wanted in (None, one.id)]:
                order.released.set()
                self._orders.remove(order)
            return {"faults": [order.view() for order in self._orders]}


FAULTS = Faults()


def serve() -> None:
    """The endpoint, and what the runtime's marks on calls of LocalStack's own services come to."""
    from localstack.aws import handlers
    from localstack.aws.api import CommonServiceException
    from localstack.http import Resource
    from localstack.services.edge import ROUTER

    def throttle(_chain, context, _response):
        if context.request.headers.get("x-kubewright-fault") == "throttle":
            raise CommonServiceException("ThrottlingException", "Rate exceeded", 400, sender_fault=True)

    ROUTER.add(Resource("/_kubewright/faults", FAULTS))
    handlers.serve_custom_service_request_handlers.append(throttle)


def _answer(status: int, body: dict):
    from localstack.http import Response

    return Response.for_json(body, status=status)


def _order_of(given) -> tuple[Order | None, list[dict]]:
    if not isinstance(given, dict):
        return None, [{"field": "body", "value": given, "allowed": "an object"}]
    problems = []
    for name, value in given.items():
        if name in TEXT and not isinstance(value, str):
            problems.append({"field": name, "value": value, "allowed": "a text"})
        elif name in COUNTS and not (name == "count" and value is None):
            if not isinstance(value, int) or value < (0 if name == "skip" else 1):
                problems.append({"field": name, "value": value, "allowed": "a whole number from 1 on (skip: 0)"})
        elif name == "event" and not isinstance(value, dict):
            problems.append({"field": name, "value": value, "allowed": "an object: dotted path to value"})
        elif name not in TEXT | COUNTS | {"event"}:
            problems.append({"field": name, "value": value, "allowed": sorted(TEXT | COUNTS | {"event"})})
    kind, at = given.get("kind"), given.get("at")
    if kind not in KINDS:
        problems.append({"field": "kind", "value": kind, "allowed": list(KINDS)})
    elif at not in KINDS[kind]:
        problems.append({"field": "at", "value": at, "allowed": {name: MOMENTS[name] for name in KINDS[kind]}})
    return (None, problems) if problems else (Order(**given), [])


def _parsed(text: str):
    try:
        return json.loads(text)
    except ValueError:
        return None


def _at(value, path: str):
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
