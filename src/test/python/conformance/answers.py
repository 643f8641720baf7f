"""What is wrong with an answer, by botocore's model and its own parser."""

import json
import re
from typing import Iterator

import botocore.parsers
from botocore.utils import parse_timestamp

import strings

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
PYTHON_TYPES = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "timestamp": str,
    "boolean": bool,
    "integer": int,
    "long": int,
}


def judged(service, name: str, status: int, headers: dict, body: str) -> dict:
    """The error's name, if it is one, its reason and fields, and all faults of the answer."""
    operation = service.operation_model(name)
    parser = botocore.parsers.create_parser("rest-json")
    response = {
        "status_code": status,
        "headers": {key.lower(): value for key, value in headers.items()},
        "body": body.encode(),
    }
    try:
        parsed = parser.parse(response, operation.output_shape)
    except botocore.parsers.ResponseParserError as unreadable:
        return {"faults": [f"not readable: {unreadable}"]}
    if status >= 300:
        return refusal(service, operation, parser, response, parsed)
    faults = []
    expected = operation.http.get("responseCode", 200)
    if status != expected:
        faults.append(f"status {status}, not {expected}")
    content = json.loads(body) if body else {}
    faults += differences("", operation.output_shape, content)
    return {"faults": faults, "error": None, "output": content}


def refusal(service, operation, parser, response, parsed) -> dict:
    code = parsed["Error"]["Code"]
    declared = {shape.name: shape for shape in operation.error_shapes}
    if code not in declared:
        return {"faults": [f"{code} is no error of the operation"], "error": code}
    shape = declared[code]
    faults = []
    expected = shape.metadata["error"]["httpStatusCode"]
    if response["status_code"] != expected:
        faults.append(f"status {response['status_code']} for {code}, not {expected}")
    members = parser.parse(response, shape)
    faults += [f"{code} lacks {name}" for name in shape.required_members if name not in members]
    carried = {
        name: member
        for name, member in shape.members.items()
        if "location" not in member.serialization
    }
    for name, value in json.loads(response["body"]).items():
        if name not in carried:
            faults.append(f"{code}.{name} is unknown")
        else:
            faults += differences(f"{code}.{name}", carried[name], value)
    return {
        "faults": faults,
        "error": code,
        "reason": members.get("reason"),
        "fields": [field["name"] for field in members.get("fieldList", [])],
        "message": parsed["Error"].get("Message", ""),
    }


def differences(path: str, shape, value) -> Iterator[str]:
    """Where a value is not as the shape says."""
    if shape is None:
        if value:
            yield "an answer where the model has none"
        return
    kind = shape.type_name
    expected = PYTHON_TYPES[kind]
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        yield f"{path} is {value!r}, not a {kind}"
    elif kind == "structure":
        yield from in_structure(path, shape, value)
    elif kind == "list":
        yield from out_of_bounds(path, shape, len(value))
        for index, item in enumerate(value):
            yield from differences(f"{path}[{index}]", shape.member, item)
    elif kind == "map":
        for key, item in value.items():
            yield from differences(f"{path}.{key}", shape.value, item)
    elif kind == "timestamp":
        if TIMESTAMP.fullmatch(value) is None or parse_timestamp(value) is None:
            yield f"{path} is {value!r}, not a time"
    elif kind in ("integer", "long"):
        yield from out_of_bounds(path, shape, value)
    elif kind == "string":
        yield from in_string(path, shape, value)


def in_structure(path: str, shape, value: dict) -> Iterator[str]:
    prefix = path + "." if path else ""
    for name in shape.required_members:
        if name not in value:
            yield f"{prefix}{name} is missing"
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield f"{path} is a union with {sorted(value)}"
    for name, item in value.items():
        if name in shape.members:
            yield from differences(prefix + name, shape.members[name], item)
        else:
            yield f"{prefix}{name} is unknown"


def in_string(path: str, shape, value: str) -> Iterator[str]:
    if shape.enum and value not in shape.enum:
        yield f"{path} is {value!r}, not one of {shape.enum}"
    yield from out_of_bounds(path, shape, len(value))
    pattern = shape.metadata.get("pattern")
    if pattern is not None and not strings.matches(pattern, value):
        yield f"{path} is {value!r}, which does not match {pattern}"


def out_of_bounds(path: str, shape, size: int) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if (least is not None and size < least) or (most is not None and size > most):
        yield f"{path} has {size}, not {least} to {most}"
