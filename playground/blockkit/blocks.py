"""Blocks, by the surface on which they stand: https://docs.slack.dev/reference/block-kit/blocks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from playground.blockkit.composition import IDENTIFIER, IMAGE, IMAGE_SOURCE, MRKDWN, PLAIN, URL, plain, text
from playground.blockkit.elements import (
    ACCESSORIES,
    ACTIONS,
    CONTEXT_ACTIONS,
    INPUTS,
    elements,
)
from playground.blockkit.nodes import Bool, Items, Node, Number, OneOf, OrNull, Shape, Str, shape, typed
from playground.blockkit.rich_text import RICH_TEXT, RICH_TEXT_ONLY
from playground.blockkit.rules import at_least_one, exactly_one, no_dispatch_for_files, not_both
from playground.blockkit.surface import Surface

MARKDOWN_LENGTH: Final = 12_000
"""Characters of a markdown block, and of all markdown blocks of a message together."""

_ID: Final[Mapping[str, Node]] = {"block_id": IDENTIFIER}
_IMAGE_ONLY: Final = OneOf({"image": IMAGE})
_CONTEXT: Final = OneOf({"image": IMAGE, **text(3000, PLAIN, MRKDWN).shapes})

_CELL: Final = OneOf(
    {
        "raw_text": typed({"text!": Str(shortest=1)}),
        "raw_number": typed({"value!": Number(), "text": Str(shortest=1)}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN: Final = shape({"align": Str(choices=("left", "center", "right")), "is_wrapped": Bool()})

_CARD: Final = typed(
    {
        **_ID,
        "hero_image": _IMAGE_ONLY,
        "icon": _IMAGE_ONLY,
        "slack_icon": shape({"type": Str(), "name!": Str()}),
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": Items(elements(Surface.MESSAGE, "button"), 3, 1),
    },
    at_least_one("hero_image", "title", "actions", "body"),
    not_both("icon", "slack_icon"),
)


def _layout(surface: Surface) -> dict[str, Shape]:
    """Blocks that stand on every surface."""
    return {
        "actions": typed({**_ID, "elements!": Items(elements(surface, *ACTIONS), 25, 1)}),
        "context": typed({**_ID, "elements!": Items(_CONTEXT, 10, 1)}),
        "divider": typed(_ID),
        "header": typed({**_ID, "text!": plain(150)}),
        "image": typed({**_ID, **IMAGE_SOURCE, "title": plain(2000)}, exactly_one("image_url", "slack_file")),
        "section": typed(
            {
                **_ID,
                "text": text(3000),
                "fields": Items(text(2000), 10, 1),
                "accessory": elements(surface, *ACCESSORIES),
                "expand": Bool(),
            },
            at_least_one("text", "fields", where="/type"),
        ),
        "video": typed(
            {
                **_ID,
                "alt_text!": Str(),
                "title!": plain(199),
                "video_url!": URL,
                "thumbnail_url!": URL,
                "title_url": URL,
                "description": plain(199),
                "author_name": Str(49),
                "provider_name": Str(),
                "provider_icon_url": URL,
            }
        ),
    }


def _input(surface: Surface) -> Shape:
    return typed(
        {
            **_ID,
            "label!": plain(2000),
            "element!": elements(surface, *INPUTS),
            "hint": plain(2000),
            "optional": Bool(),
            "dispatch_action": Bool(),
        },
        no_dispatch_for_files,
    )


_TABLE: Final = typed(
    {
        **_ID,
        "rows!": Items(Items(_CELL, 20, 1), 100, 1),
        "column_settings": Items(OrNull(_COLUMN), 20),
    }
)


def _container() -> Shape:
    """A container; its reference also names file, input and rich text children, which Slack's server refuses."""
    return typed(
        {
            **_ID,
            "title": plain(150),
            "rich_text_title": RICH_TEXT_ONLY,
            "subtitle": text(150),
            "child_blocks!": Items(OneOf({**_layout(Surface.MESSAGE), "table": _TABLE}), 10, 1),
            "width": Str(choices=("narrow", "standard", "wide", "full")),
            "icon": _IMAGE_ONLY,
            "is_collapsible": Bool(),
            "default_collapsed": Bool(),
            "has_header_divider": Bool(),
        },
        at_least_one("title", "rich_text_title"),
        not_both("is_collapsible", "has_header_divider"),
    )


def _of_message() -> dict[str, Shape]:
    actions = elements(Surface.MESSAGE, *CONTEXT_ACTIONS)
    return {
        "container": _container(),
        "context_actions": typed({**_ID, "elements!": Items(actions, 5, 1)}),
        "file": typed({**_ID, "external_id!": Str(shortest=1), "source!": Str(choices=("remote",))}),
        "markdown": typed({**_ID, "text!": Str(MARKDOWN_LENGTH, shortest=1)}),
        "table": _TABLE,
    }


_CAROUSEL: Final = {"carousel": typed({**_ID, "elements!": Items(OneOf({"card": _CARD}), 10, 1)})}
_ALERT: Final = {
    "alert": typed(
        {**_ID, "text!": text(200), "level": Str(choices=("default", "info", "warning", "error", "success"))}
    )
}


def _blocks(surface: Surface, own: Mapping[str, Shape]) -> OneOf:
    return OneOf({**_layout(surface), "card": _CARD, "input": _input(surface), "rich_text": RICH_TEXT, **own})


BLOCKS: Final[Mapping[Surface, OneOf]] = MappingProxyType(
    {
        Surface.MESSAGE: _blocks(Surface.MESSAGE, {**_of_message(), **_CAROUSEL}),
        Surface.MODAL: _blocks(Surface.MODAL, _ALERT),
        Surface.HOME: _blocks(Surface.HOME, _CAROUSEL),
    }
)
"""Every block that a surface takes."""
