"""Rules that several fields of one object hold together."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from playground.blockkit.nodes import Form, Json, Rule
from playground.blockkit.violation import Constraint, Violation, violation


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


DATE: Final = Form("YYYY-MM-DD", _is_date)
TIME: Final = Form("HH:mm", lambda text: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII)))
NUMERAL: Final = Form("number", lambda text: bool(re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII)))


def exactly_one(*names: str) -> Rule:
    """One of the fields has to be there, and no second one beside it."""
    quoted = " or ".join(f"`{name}`" for name in names)

    def rule(value: Json, at: str) -> Iterator[Violation]:
        given = [name for name in names if name in value]
        if not given:
            yield violation(at, Constraint("required", names), f"must define either {quoted}")
        if len(given) > 1:
            yield violation(at, Constraint("oneOf", names), f"must define only one of {quoted}")

    return rule


def at_least_one(*names: str, where: str = "") -> Rule:
    """One of the fields has to be there; ``where`` is added to the pointer."""
    quoted = " or ".join(f"`{name}`" for name in names)

    def rule(value: Json, at: str) -> Iterator[Violation]:
        if not value.keys() & set(names):
            yield violation(f"{at}{where}", Constraint("required", names), f"must define either {quoted}")

    return rule


def not_both(first: str, second: str) -> Rule:
    """The two fields exclude each other; false counts as not set."""

    def rule(value: Json, at: str) -> Iterator[Violation]:
        if value.get(first) and value.get(second):
            excluded = Constraint("oneOf", (first, second))
            yield violation(at, excluded, f"must define only one of `{first}` or `{second}`")

    return rule


def initial_among_options(value: Json, at: str) -> Iterator[Violation]:
    """``initial_option`` and each of ``initial_options`` has to equal one of the options to the letter."""
    offered = {_canonical(option) for option in _options(value)}
    rule = Constraint("enum", "options")
    if "initial_option" in value and _canonical(value["initial_option"]) not in offered:
        yield violation(f"{at}/initial_option", rule, "must be one of the provided options")
    chosen = value.get("initial_options")
    # Slack refuses an empty list with the same words: leave the field out instead.
    if isinstance(chosen, list) and (not chosen or any(_canonical(option) not in offered for option in chosen)):
        yield violation(f"{at}/initial_options", rule, "must be one of the provided options")


def _options(value: Json) -> Iterator[object]:
    groups = value.get("option_groups")
    nested = [group.get("options") for group in groups if isinstance(group, dict)] if isinstance(groups, list) else []
    for options in (value.get("options"), *nested):
        if isinstance(options, list):
            yield from options


def _canonical(value: object, depth: int = 3) -> object:
    """Make options comparable. None of their own fields lies deeper than ``depth``; what does is refused elsewhere."""
    if isinstance(value, dict) and depth:
        return tuple(sorted((str(name), _canonical(content, depth - 1)) for name, content in value.items()))
    return (type(value).__name__, value if isinstance(value, str | int | float) else None)


def ordered(smaller: str, larger: str) -> Rule:
    """When both are there and numbers (also as text), the first isn't greater than the second."""

    def rule(value: Json, at: str) -> Iterator[Violation]:
        low, high = _number(value.get(smaller)), _number(value.get(larger))
        if low is not None and high is not None and low > high:
            limit = Constraint("maximum", larger)
            yield violation(f"{at}/{smaller}", limit, f"`{smaller}` cannot be greater than `{larger}`")

    return rule


def _number(value: object) -> float | None:
    if isinstance(value, str):
        return float(value) if NUMERAL.accepts(value) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole_unless_decimal(value: Json, at: str) -> Iterator[Violation]:
    """A number input without decimals has no decimals among its own values."""
    if value.get("is_decimal_allowed") is not False:
        return
    for name in ("initial_value", "min_value", "max_value"):
        content = value.get(name)
        if isinstance(content, str) and NUMERAL.accepts(content) and "." in content:
            yield violation(f"{at}/{name}", Constraint("type", "integer"), "must provide an integer")


def no_dispatch_for_files(value: Json, at: str) -> Iterator[Violation]:
    """An input block with ``dispatch_action`` can't hold a file input (its reference page names this error)."""
    element = value.get("element")
    if value.get("dispatch_action") is True and isinstance(element, dict) and element.get("type") == "file_input":
        rule = Constraint("not", "file_input")
        yield violation(f"{at}/element/type", rule, "unsupported type: file_input")
