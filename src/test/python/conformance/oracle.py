"""Botocore's model of VPC Lattice as an oracle for the simulator.

Reads one JSON object a line and answers each by one line:

{"do": "model"}
    botocore's version, whether its model is as new as that of 1.43.107, and of each operation its
    HTTP method, errors and whether it is paginated
{"do": "valid", "operation", "seed", "count", "pool"}
    valid requests as botocore's serializer makes them, a part of their identifiers from the pool
{"do": "invalid", "operation", "seed"}
    one request for each way to break a single constraint
{"do": "serialize", "operation", "input"}
    the request for one input
{"do": "judge", "operation", "status", "headers", "body"}
    what is wrong with an answer
"""

import json
import random
import sys

import botocore
import botocore.loaders
import botocore.model
import botocore.serialize
from botocore.awsrequest import prepare_request_dict

from answers import judged
from inputs import Broken, Inputs, replaced

DENSITIES = (0.0, 0.3, 0.7, 1.0)
BASES = 4

loader = botocore.loaders.Loader()
service = botocore.model.ServiceModel(loader.load_service_model("vpc-lattice", "service-2"))
paginators = loader.load_service_model("vpc-lattice", "paginators-1")["pagination"]
serializer = botocore.serialize.create_serializer("rest-json", include_validation=False)
validator = botocore.serialize.create_serializer("rest-json")


def model(_command: dict) -> dict:
    operations = {}
    for name in service.operation_names:
        operation = service.operation_model(name)
        operations[name] = {
            "method": operation.http["method"],
            "errors": [shape.name for shape in operation.error_shapes],
            "paginated": name in paginators,
        }
    create = service.operation_model("CreateService").input_shape
    return {
        "version": botocore.__version__,
        "newer": "idleTimeoutSeconds" in create.members,
        "operations": operations,
    }


def request(name: str, params: dict, broken: Broken | None = None) -> dict:
    """The request on the wire; what is broken in the body is broken after it was serialized."""
    operation = service.operation_model(name)
    in_body = broken is not None and broken.location == "body"
    if broken is not None and not in_body:
        params = replaced(params, broken.path, broken.value)
    using = validator if broken is None else serializer
    prepared = using.serialize_to_request(params, operation)
    prepare_request_dict(prepared, "http://lattice")
    body = prepared["body"]
    text = body.decode() if isinstance(body, bytes) else body
    if in_body:
        text = json.dumps(replaced(json.loads(text), broken.path, broken.value))
    return {
        "operation": name,
        "method": prepared["method"],
        "uri": prepared["url"].removeprefix("http://lattice"),
        "body": text or "",
        "breaks": broken and {"field": broken.field, "constraint": broken.constraint},
    }


def valid(command: dict) -> dict:
    name = command["operation"]
    rng = random.Random(f"{command['seed']}/{name}/valid")
    inputs = Inputs(rng, command["pool"])
    shape = service.operation_model(name).input_shape
    return {
        "requests": [
            request(name, inputs.valid(shape, rng.choice(DENSITIES)))
            for _ in range(command["count"])
        ]
    }


def invalid(command: dict) -> dict:
    name = command["operation"]
    inputs = Inputs(random.Random(f"{command['seed']}/{name}/invalid"), [])
    shape = service.operation_model(name).input_shape
    made = {}
    for _ in range(BASES):
        base = inputs.valid(shape, 1.0)
        for broken in inputs.broken(shape, base):
            made.setdefault(sign(broken), (base, broken))
    return {"requests": [request(name, base, broken) for base, broken in made.values()]}


def sign(broken: Broken) -> tuple:
    """Tells the ways to break the same constraint of the same field apart."""
    value = broken.value
    size = len(value) if isinstance(value, (str, list, dict)) else str(value)
    return broken.field, broken.constraint, type(value).__name__, size


def serialize(command: dict) -> dict:
    return request(command["operation"], command["input"])


def judge(command: dict) -> dict:
    return judged(
        service, command["operation"], command["status"], command["headers"], command["body"]
    )


COMMANDS = {
    "model": model,
    "valid": valid,
    "invalid": invalid,
    "serialize": serialize,
    "judge": judge,
}

for line in sys.stdin:
    received = json.loads(line)
    print(json.dumps(COMMANDS[received["do"]](received)), flush=True)
