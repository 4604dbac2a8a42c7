"""What Schemathesis is told of the service: ids of things that are there, and what not to wear the computer out with.

Half of all calls go to what exists, by a coin that the call's own parameters toss, so that a run can be repeated.
"""

import json
import os
import zlib

import schemathesis

KNOWN = json.loads(os.environ.get("KUBEWRIGHT_FUZZ_KNOWN", "{}"))
MOST_MACHINES = 2


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if not path_parameters or zlib.crc32(repr(sorted(path_parameters.items())).encode()) % 2:
        return path_parameters
    return {name: KNOWN.get(name, value) for name, value in path_parameters.items()}


@schemathesis.hook
def map_query(context, query):
    # Every body is checked and planned; clusters themselves are made by tests that end them.
    if context.operation.definition.raw.get("operationId") == "clusterCreate":
        return {**(query or {}), "validateOnly": "true"}
    return query


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict) and isinstance(body.get("size"), int) and MOST_MACHINES < body["size"] <= 100:
        return {**body, "size": MOST_MACHINES}
    return body
