"""The whole of a message or a view, held against Slack's Block Kit reference."""

import json
from collections.abc import Iterator
from typing import Final

from playground.blockkit.blocks import BLOCKS
from playground.blockkit.composition import plain
from playground.blockkit.nodes import Bool, Items, Json, OneOf, Str, typed
from playground.blockkit.surface import Surface
from playground.blockkit.together import lengths_together, one_focus, one_table, submit_for_inputs, unique_ids
from playground.blockkit.violation import Violation

MAX_VIEW_BYTES: Final = 250_000
"""Bytes above which a view is ``view_too_large``."""

_MESSAGE: Final = Items(BLOCKS[Surface.MESSAGE], 50)


def _within_view(view: Json, at: str) -> Iterator[Violation]:
    blocks = view.get("blocks")
    yield from unique_ids(blocks, f"{at}/blocks")
    yield from one_focus(blocks, f"{at}/blocks")


_KEPT: Final = {"private_metadata": Str(3000), "callback_id": Str(255), "external_id": Str(255)}
_VIEW: Final = OneOf(
    {
        # https://docs.slack.dev/reference/views/modal-views
        "modal": typed(
            {
                **_KEPT,
                "title!": plain(24),
                "submit": plain(24),
                "close": plain(24),
                "blocks!": Items(BLOCKS[Surface.MODAL], 100, 1),
                "clear_on_close": Bool(),
                "notify_on_close": Bool(),
            },
            _within_view,
            submit_for_inputs,
        ),
        # https://docs.slack.dev/reference/views/home-tab-views
        "home": typed({**_KEPT, "blocks!": Items(BLOCKS[Surface.HOME], 100, 1)}, _within_view),
    }
)


def validate_message(blocks: object) -> list[Violation]:
    """Say what Slack would refuse in the ``blocks`` of a message, in reading order; pointers start at ``/blocks``.

    ``blocks`` is parsed JSON of any kind. Ephemeral messages are held to the same rules: Slack's reference has none of
    their own for them.
    """
    at = "/blocks"
    found = list(_MESSAGE.check(blocks, at))
    for rule in (unique_ids, one_focus, one_table, lengths_together):
        found.extend(rule(blocks, at))
    return found


def validate_view(view: object) -> list[Violation]:
    """Say what Slack would refuse in a whole modal or home view; pointers start at ``/view``.

    ``view`` is parsed JSON of any kind. Its size is asked of ``view_size``, for that is an error code of its own.
    """
    return list(_VIEW.check(view, "/view"))


def view_size(view: object) -> int:
    """Bytes of the view as compact JSON in UTF-8, to be held against ``MAX_VIEW_BYTES``."""
    written = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    return len(written.encode("utf-8", "surrogatepass"))
