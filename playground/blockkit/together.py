"""Rules that all the blocks of one message or view hold together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from playground.blockkit.blocks import MARKDOWN_LENGTH
from playground.blockkit.nodes import Json
from playground.blockkit.violation import MSG_BLOCKS_TOO_LONG, Constraint, Violation, violation

MESSAGE_LENGTH: Final = 13_000
"""Characters of all texts of one message's blocks together."""

_CHILDREN: Final = {"container": "child_blocks", "carousel": "elements"}
_ELEMENTS: Final = {"card": "actions", "actions": "elements", "context_actions": "elements"}

Placed = tuple[str, Json]
"""An object and its pointer."""


def unique_ids(blocks: object, at: str) -> Iterator[Violation]:
    """A ``block_id`` stands once in a message or view, an ``action_id`` once in a block."""
    placed = list(_placed_blocks(blocks, at))
    yield from _repeated("block_id", placed)
    for pointer, block in placed:
        yield from _repeated("action_id", _elements(block, pointer))


def one_focus(blocks: object, at: str) -> Iterator[Violation]:
    """Only one element of a view takes the focus when it is opened."""
    focused = [pointer for pointer, element in _all_elements(blocks, at) if element.get("focus_on_load") is True]
    for pointer in focused[1:]:
        rule = Constraint("unique", "focus_on_load")
        yield violation(f"{pointer}/focus_on_load", rule, "only one element can set `focus_on_load`")


def submit_for_inputs(view: Json, at: str) -> Iterator[Violation]:
    """A modal with an input block has a ``submit``; the pointer is the one that Slack gives."""
    if "submit" in view:
        return
    for pointer, block in _objects(view.get("blocks"), f"{at}/blocks"):
        if block.get("type") == "input":
            rule = Constraint("required", "submit")
            yield violation(f"{pointer}/input", rule, "must define `submit` to use an `input` block in modals")


def one_table(blocks: object, at: str) -> Iterator[Violation]:
    """A message has one table."""
    tables = [pointer for pointer, block in _placed_blocks(blocks, at) if block.get("type") == "table"]
    for pointer in tables[1:]:
        yield violation(pointer, Constraint("maxItems", 1), "only_one_table_allowed")


def lengths_together(blocks: object, at: str) -> Iterator[Violation]:
    """All texts of a message, and all its markdown blocks, have limits together."""
    if sum(_text_lengths(blocks)) > MESSAGE_LENGTH:
        limit = Constraint("maxLength", MESSAGE_LENGTH)
        reason = f"all blocks together must be less than {MESSAGE_LENGTH + 1} characters"
        yield violation(at, limit, reason, code=MSG_BLOCKS_TOO_LONG)
    markdown = [block.get("text") for _, block in _objects(blocks, at) if block.get("type") == "markdown"]
    total = sum(len(content) for content in markdown if isinstance(content, str))
    if len(markdown) > 1 and total > MARKDOWN_LENGTH:
        limit = Constraint("maxLength", MARKDOWN_LENGTH)
        yield violation(at, limit, f"all markdown blocks together must be less than {MARKDOWN_LENGTH + 1} characters")


def _repeated(name: str, placed: Iterable[Placed]) -> Iterator[Violation]:
    seen: Counter[str] = Counter()
    for pointer, value in placed:
        identifier = value.get(name)
        if isinstance(identifier, str) and identifier:
            seen[identifier] += 1
            if seen[identifier] > 1:
                rule = Constraint("unique", name)
                yield violation(f"{pointer}/{name}", rule, f'`{name}` "{identifier}" already exists')


def _objects(values: object, at: str) -> Iterator[Placed]:
    if isinstance(values, list):
        yield from ((f"{at}/{index}", value) for index, value in enumerate(values) if isinstance(value, dict))


def _placed_blocks(blocks: object, at: str) -> Iterator[Placed]:
    """Yield the blocks and, one floor down as Slack has it, those inside a container or a carousel."""
    for pointer, block in _objects(blocks, at):
        yield pointer, block
        inside = _CHILDREN.get(str(block.get("type")))
        if inside:
            yield from _objects(block.get(inside), f"{pointer}/{inside}")


def _elements(block: Json, at: str) -> Iterator[Placed]:
    name = _ELEMENTS.get(str(block.get("type")))
    if name:
        yield from _objects(block.get(name), f"{at}/{name}")


def _all_elements(blocks: object, at: str) -> Iterator[Placed]:
    for pointer, block in _placed_blocks(blocks, at):
        yield from _elements(block, pointer)
        for name in ("element", "accessory"):
            single = block.get(name)
            if isinstance(single, dict):
                yield f"{pointer}/{name}", single


def _text_lengths(value: object) -> Iterator[int]:
    """Yield the length of every ``text`` string. A stack of its own: how deep the JSON goes isn't ours to say."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            content = current.get("text")
            if isinstance(content, str):
                yield len(content)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
