"""The kinds of node from which the tables of Block Kit are built; checking a node is walking the value beside it.

A node's ``check`` yields what is wrong with a value of parsed JSON at a pointer, and never raises, whatever the value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from playground.blockkit.violation import Constraint, Violation, violation

Json = Mapping[str, object]
Rule = Callable[[Json, str], Iterator[Violation]]
"""A rule over several fields of one object; gets the object and its pointer."""


class Node(Protocol):
    """One place in a table."""

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Yield every violation of the value that stands at the pointer ``at``."""


@dataclass(frozen=True, slots=True)
class Form:
    """A written form that a string has to have, by the name that is shown and a test."""

    name: str
    accepts: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Str:
    """A string of ``shortest`` to ``longest`` characters."""

    longest: int | None = None
    shortest: int = 0
    choices: tuple[str, ...] = ()
    form: Form | None = None

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check type, length, choice and form."""
        if not isinstance(value, str):
            yield wrong_type(at, "string")
            return
        yield from self._length(value, at)
        if self.choices and value not in self.choices:
            yield violation(at, Constraint("enum", self.choices), "must be a valid enum value")
        if self.form and not self.form.accepts(value):
            yield violation(at, Constraint("format", self.form.name), f"must be in the format {self.form.name}")

    def _length(self, value: str, at: str) -> Iterator[Violation]:
        if self.longest is not None and len(value) > self.longest:
            limit = Constraint("maxLength", self.longest)
            yield violation(at, limit, f"must be less than {self.longest + 1} characters")
        if len(value) < self.shortest:
            limit = Constraint("minLength", self.shortest)
            yield violation(at, limit, f"must be more than {self.shortest - 1} characters")


@dataclass(frozen=True, slots=True)
class Int:
    """A whole number; its bounds belong to it."""

    least: int | None = None
    most: int | None = None

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check type and bounds; true and false are no numbers."""
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong_type(at, "integer")
            return
        if self.most is not None and value > self.most:
            yield violation(at, Constraint("maximum", self.most), f"must be less than {self.most + 1}")
        if self.least is not None and value < self.least:
            yield violation(at, Constraint("minimum", self.least), f"must be more than {self.least - 1}")


@dataclass(frozen=True, slots=True)
class Number:
    """Any number."""

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check the type; true and false are no numbers."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield wrong_type(at, "number")


@dataclass(frozen=True, slots=True)
class Bool:
    """True or false."""

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check the type."""
        if not isinstance(value, bool):
            yield wrong_type(at, "boolean")


@dataclass(frozen=True, slots=True)
class OrNull:
    """A place that may be null, which elsewhere counts as a value of the wrong type."""

    node: Node

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check what is there."""
        if value is not None:
            yield from self.node.check(value, at)


@dataclass(frozen=True, slots=True)
class Items:
    """An array of ``fewest`` to ``most`` items of one kind."""

    item: Node
    most: int | None = None
    fewest: int = 0

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check type, number and every item."""
        if not isinstance(value, list):
            yield wrong_type(at, "array")
            return
        if self.most is not None and len(value) > self.most:
            yield violation(at, Constraint("maxItems", self.most), f"no more than {self.most} items allowed")
        if len(value) < self.fewest:
            yield violation(at, Constraint("minItems", self.fewest), f"must provide at least {self.fewest} items")
        for index, item in enumerate(value):
            yield from self.item.check(item, f"{at}/{index}")


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these fields and no others; ``rules`` are held by several fields together."""

    fields: Mapping[str, Node]
    required: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check type, missing and unknown fields, every field, every rule."""
        if not isinstance(value, dict):
            yield wrong_type(at, "object")
            return
        given = cast("Json", value)
        for name in sorted(self.required - given.keys()):
            yield violation(at, Constraint("required", name), f"missing required field: {name}")
        for name, content in given.items():
            yield from self._field(name, content, at)
        for rule in self.rules:
            yield from rule(given, at)

    def _field(self, name: str, content: object, at: str) -> Iterator[Violation]:
        node = self.fields.get(name)
        if node is None:
            rule = Constraint("additionalProperties", name)
            yield violation(at, rule, f"invalid additional property: {name}")
        else:
            yield from node.check(content, f"{at}/{name}")


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object whose ``type`` says which shape it has."""

    shapes: Mapping[str, Node] = field(default_factory=dict)

    def check(self, value: object, at: str) -> Iterator[Violation]:
        """Check that the type is one of the allowed, then the shape that it names."""
        if not isinstance(value, dict):
            yield wrong_type(at, "object")
        elif "type" not in value:
            yield violation(at, Constraint("required", "type"), "missing required field: type")
        else:
            yield from self._typed(value, value["type"], at)

    def _typed(self, value: object, kind: object, at: str) -> Iterator[Violation]:
        if not isinstance(kind, str):
            yield wrong_type(f"{at}/type", "string")
        elif kind not in self.shapes:
            allowed = Constraint("enum", tuple(self.shapes))
            yield violation(f"{at}/type", allowed, f"unsupported type: {kind}")
        else:
            yield from self.shapes[kind].check(value, at)


def wrong_type(at: str, expected: str) -> Violation:
    """Say that a value has another JSON type than it should."""
    article = "an" if expected[0] in "aio" else "a"
    return violation(at, Constraint("type", expected), f"must provide {article} {expected}")


def shape(fields: Mapping[str, Node], *rules: Rule) -> Shape:
    """Build a shape from a table in which ``!`` after a field's name says that it is required."""
    required = frozenset(name.removesuffix("!") for name in fields if name.endswith("!"))
    return Shape({name.removesuffix("!"): node for name, node in fields.items()}, required, rules)


def typed(fields: Mapping[str, Node], *rules: Rule) -> Shape:
    """Build a shape that is told apart by its ``type``, which ``OneOf`` has read already."""
    return shape({"type!": Str(), **fields}, *rules)
