"""Refusals of the Web API, in the shape Slack gives them."""

from collections.abc import Iterable
from typing import Any, Final, Protocol

BROKEN_RULES: Final = frozenset(
    [
        "cannot_reply_to_message",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_cursor",
        "invalid_form_data",
        "invalid_json",
        "invalid_limit",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "invalid_name_maxlength",
        "invalid_name_punctuation",
        "invalid_name_required",
        "invalid_name_specials",
        "invalid_post_type",
        "invalid_trigger_id",
        "invalid_types",
        "json_not_object",
        "markdown_text_conflict",
        "metadata_too_large",
        "missing_scope",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_allowed_token_type",
        "not_authed",
        "push_limit_reached",
        "too_long",
        "too_many_users",
        "unknown_method",
        "view_too_large",
    ]
)
"""Refusals that mean the app broke a documented rule: the inspector lists them as violations."""


class Violating(Protocol):
    """What a validator says of one broken rule."""

    @property
    def message(self) -> str:
        """Slack's sentence, with the JSON pointer."""
        ...


class ApiError(Exception):
    """A refusal: Slack's code, and what else stands in the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """Return the JSON of the refusal."""
        return {"ok": False, "error": self.code, **self.extra}


def invalid_arguments(*messages: str) -> ApiError:
    """Return the refusal of arguments, each reason marked as Slack marks it."""
    marked = [f"[ERROR] {message}" for message in messages]
    return ApiError("invalid_arguments", response_metadata={"messages": marked})


def refused(code: str, violations: Iterable[Violating]) -> ApiError:
    """Return the refusal of blocks or a view, with a sentence and a JSON pointer for every broken rule."""
    sentences = [violation.message for violation in violations]
    marked = [f"[ERROR] {sentence}" for sentence in sentences]
    return ApiError(code, errors=sentences, response_metadata={"messages": marked})
