"""Small views to try things on."""

from typing import Any


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def field(name: str, **element: Any) -> dict[str, Any]:
    text = {"type": "plain_text_input", "action_id": name}
    return {"type": "input", "block_id": name, "label": plain(name), "element": text | element}


def modal(title: str = "점심", *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    shown = list(blocks) or [field("title")]
    return {"type": "modal", "title": plain(title), "submit": plain("확인"), "blocks": shown, **more}


def home(text: str = "안녕") -> dict[str, Any]:
    return {"type": "home", "blocks": [{"type": "section", "text": plain(text)}]}
