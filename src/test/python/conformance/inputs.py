"""Inputs of an operation: valid ones, and ones that break a single constraint."""

import copy
import random
from dataclasses import dataclass
from typing import Any, Iterator

import strings

MOST_ITEMS = 3


@dataclass(frozen=True)
class Position:
    """A value in an input: the keys that lead to it, and its shape."""

    path: tuple
    shape: Any
    location: str

    def name(self) -> str:
        """As the simulator names fields, such as ``targets[0].id``."""
        text = ""
        for key in self.path:
            text += f"[{key}]" if isinstance(key, int) else ("." if text else "") + str(key)
        return text


@dataclass(frozen=True)
class Broken:
    """One constraint that no longer holds.

    ``value`` replaces what is at ``path``; REMOVED takes it away.
    """

    path: tuple
    field: str
    location: str
    constraint: str
    value: Any


REMOVED = object()


class Inputs:
    """Makes inputs from a seed; identifiers are often taken from a pool of those that exist."""

    def __init__(self, rng: random.Random, pool: list[str]):
        self.rng = rng
        self.pool = pool

    def valid(self, shape, density: float) -> Any:
        """A valid value, with each optional member present by that probability."""
        return getattr(self, "_" + shape.type_name)(shape, density)

    def _structure(self, shape, density):
        names = list(shape.members)
        if is_union(shape):
            chosen = {self.rng.choice(names)}
        else:
            chosen = {
                name
                for name in names
                if name in shape.required_members or self.rng.random() < density
            }
        return {n: self._member(shape.members[n], density) for n in names if n in chosen}

    def _member(self, shape, density):
        value = self.valid(shape, density)
        if value == [] and location(shape) == "querystring":
            return [self.valid(shape.member, density)]  # HTTP cannot tell none from no list
        return value

    def _list(self, shape, density):
        least, most = strings.bounds(shape.metadata)
        size = self.rng.randint(least, max(least, min(most, MOST_ITEMS)))
        if self.rng.random() < 0.1:
            size = self.rng.choice([least, most])
        return [self.valid(shape.member, density) for _ in range(size)]

    def _map(self, shape, density):
        least, most = strings.bounds(shape.metadata)
        size = most if self.rng.random() < 0.05 else self.rng.randint(least, MOST_ITEMS)
        return {
            self.valid(shape.key, density): self.valid(shape.value, density) for _ in range(size)
        }

    def _string(self, shape, _density):
        if shape.enum:
            return self.rng.choice(shape.enum)
        limits = shape.metadata
        pattern = limits.get("pattern")
        if pattern is not None and self.rng.random() < 0.7:
            least, most = strings.bounds(limits)
            known = [
                text
                for text in self.pool
                if least <= len(text) <= most and strings.matches(pattern, text)
            ]
            if known:
                return self.rng.choice(known)
        return strings.valid(self.rng, limits)

    def _integer(self, shape, _density):
        least, most = shape.metadata.get("min", -1000), shape.metadata.get("max", 1000)
        return self.rng.choice([least, most, self.rng.randint(least, most)])

    _long = _integer

    def _boolean(self, _shape, _density):
        return self.rng.random() < 0.5

    def broken(self, shape, value: dict) -> Iterator[Broken]:
        """Every way to break one constraint of a valid input at one place."""
        for position, present in positions(shape, value):
            in_body = position.location == "body"
            for constraint, broken in self._breaks(position.shape, present, in_body):
                yield Broken(
                    position.path, position.name(), position.location, constraint, broken
                )
            if position.shape.type_name == "structure":
                for member in position.shape.required_members:
                    yield removal(position, member)
        for member in shape.required_members:
            if location(shape.members[member]) != "uri":
                yield removal(Position((), shape, location(shape.members[member])), member)

    def _breaks(self, shape, present, in_body: bool) -> Iterator[tuple[str, Any]]:
        kind = shape.type_name
        limits = shape.metadata
        if kind == "string":
            yield from self._broken_strings(shape, limits, in_body)
        elif kind in ("integer", "long"):
            if "min" in limits:
                yield "range", limits["min"] - 1
            if "max" in limits:
                yield "range", limits["max"] + 1
            yield "type", "many"
            if in_body:
                yield "type", 1.5
        elif kind == "boolean":
            yield "type", "maybe"
        elif kind == "list" and in_body:
            yield from self._broken_lists(shape, limits)
        elif kind == "map":
            yield "type", []
            if "max" in limits:
                yield "size", {f"key-{n}": "v" for n in range(limits["max"] + 1)}
        elif kind == "structure":
            yield "type", "text"
            if is_union(shape):
                yield "union", {}
                others = [name for name in shape.members if name not in present]
                if others:
                    second = self.rng.choice(others)
                    yield "union", {**present, second: self.valid(shape.members[second], 0)}

    def _broken_strings(self, shape, limits, in_body):
        if shape.enum:
            yield "enum", shape.enum[0] + "_"
        if limits.get("min", 0) > (0 if in_body else 1):
            yield "length", strings.too_short(self.rng, limits)
        if "max" in limits:
            yield "length", strings.too_long(self.rng, limits)
        if "pattern" in limits:
            wrong = strings.mismatch(self.rng, limits)
            if wrong is not None:
                yield "pattern", wrong
        if in_body:
            yield "type", 7

    def _broken_lists(self, shape, limits):
        yield "type", {}
        if limits.get("min", 0) > 0:
            yield "size", [self.valid(shape.member, 0) for _ in range(limits["min"] - 1)]
        if "max" in limits:
            yield "size", [self.valid(shape.member, 0) for _ in range(limits["max"] + 1)]


def is_union(shape) -> bool:
    return getattr(shape, "is_tagged_union", False)


def location(shape) -> str:
    return shape.serialization.get("location", "body")


def removal(position: Position, member: str) -> Broken:
    path = position.path + (member,)
    name = Position(path, None, position.location).name()
    return Broken(path, name, position.location, "required", REMOVED)


def positions(shape, value: dict) -> Iterator[tuple[Position, Any]]:
    """Every value below an input."""
    for name, present in value.items():
        member = shape.members[name]
        yield from below(Position((name,), member, location(member)), present)


def below(position: Position, value) -> Iterator[tuple[Position, Any]]:
    yield position, value
    shape, path, where = position.shape, position.path, position.location
    if shape.type_name == "structure":
        for name, present in value.items():
            yield from below(Position(path + (name,), shape.members[name], where), present)
    elif shape.type_name == "list":
        for index, item in enumerate(value[:1]):
            yield from below(Position(path + (index,), shape.member, where), item)
    elif shape.type_name == "map":
        for key, item in list(value.items())[:1]:
            yield from below(Position(path + (key,), shape.value, where), item)


def replaced(document: Any, path: tuple, value: Any) -> Any:
    """A copy with another value at a path, or without it."""
    changed = copy.deepcopy(document)
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    if value is REMOVED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return changed
