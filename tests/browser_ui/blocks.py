"""Block Kit as short as a test wants it."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, hint: str = "") -> Json:
    return {"text": plain(text), "value": value} | ({"description": plain(hint)} if hint else {})


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "1", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(name: str, label: str, element: Json, **more: Any) -> Json:
    """An input whose block and action have one name."""
    return {"type": "input", "block_id": name, "label": plain(label), "element": {**element, "action_id": name}, **more}


def modal(*blocks: Json, title: str = "새 모집", callback_id: str = "form", **more: Any) -> Json:
    words = {"title": plain(title), "submit": plain("올리기"), "close": plain("취소")}
    return {"type": "modal", "callback_id": callback_id, **words, "blocks": list(blocks), **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}
