"""Small valid pieces of Block Kit, to be bent by the tests."""

from typing import Any

from playground.blockkit import Violation, validate_message, validate_view

Json = dict[str, Any]


def plain(text: str = "글") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*글*") -> Json:
    return {"type": "mrkdwn", "text": text}


def letters(count: int) -> str:
    """Korean, so that a limit in bytes would be met far too early."""
    return "밥" * count


def section(**fields: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **fields}


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain(), **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def image(**fields: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "그림", **fields}


def option(number: int = 0, **fields: Any) -> Json:
    return {"text": plain(f"선택 {number}"), "value": str(number), **fields}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def select(**fields: Any) -> Json:
    return {"type": "static_select", "options": options(2), **fields}


def text_input(**fields: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **fields}


def labelled(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain("이름"), "element": element, **fields}


def confirm(**fields: Any) -> Json:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **fields}


def card(**fields: Any) -> Json:
    return {"type": "card", "title": mrkdwn(), **fields}


def container(*children: Json, **fields: Any) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": list(children), **fields}


def table(rows: int = 1, columns: int = 1, **fields: Any) -> Json:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": "table", "rows": [[cell] * columns] * rows, **fields}


def modal(*blocks: Json, **fields: Any) -> Json:
    return {"type": "modal", "title": plain("제목"), "submit": plain("저장"), "blocks": list(blocks), **fields}


def home(*blocks: Json, **fields: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **fields}


def said(found: list[Violation]) -> list[str]:
    return [violation.message for violation in found]


def of_message(*blocks: object) -> list[str]:
    return said(validate_message(list(blocks)))


def of_modal(*blocks: Json, **fields: Any) -> list[str]:
    return said(validate_view(modal(*blocks, **fields)))


def of_home(*blocks: Json, **fields: Any) -> list[str]:
    return said(validate_view(home(*blocks, **fields)))
