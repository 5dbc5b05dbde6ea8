"""Composition objects: https://docs.slack.dev/reference/block-kit/composition-objects."""

from collections.abc import Mapping
from typing import Final

from playground.blockkit.nodes import Bool, Items, Node, OneOf, Shape, Str, shape, typed
from playground.blockkit.rules import at_least_one, exactly_one

PLAIN: Final = "plain_text"
MRKDWN: Final = "mrkdwn"

IDENTIFIER: Final = Str(255, shortest=1)
URL: Final = Str(3000)
COLOUR: Final = Str(choices=("primary", "danger"))


def text(longest: int, *kinds: str) -> OneOf:
    """A text object of 1 to ``longest`` characters, of both kinds unless some are named."""
    content = Str(longest, shortest=1)
    shapes = {
        PLAIN: typed({"text!": content, "emoji": Bool()}),
        MRKDWN: typed({"text!": content, "verbatim": Bool()}),
    }
    return OneOf({kind: shapes[kind] for kind in kinds or (PLAIN, MRKDWN)})


def plain(longest: int) -> OneOf:
    """A text object that can only be ``plain_text``."""
    return text(longest, PLAIN)


def option(*kinds: str, url: bool = False) -> Shape:
    """An option of 75 characters and a value of 150; only those of an overflow menu have a URL."""
    fields: dict[str, Node] = {
        "text!": text(75, *kinds),
        "value!": Str(150, shortest=1),
        "description": text(75, *kinds),
    }
    return shape({**fields, "url": URL} if url else fields)


MENU_OPTION: Final = option(PLAIN)
CHOICE_OPTION: Final = option()
LINK_OPTION: Final = option(PLAIN, url=True)
OPTION_GROUP: Final = shape({"label!": plain(75), "options!": Items(MENU_OPTION, 100, 1)})

CONFIRM: Final = shape(
    {"title!": plain(100), "text!": text(300), "confirm!": plain(30), "deny!": plain(30), "style": COLOUR}
)

DISPATCH: Final = shape(
    {"trigger_actions_on!": Items(Str(choices=("on_enter_pressed", "on_character_entered")), most=2, fewest=1)}
)

CONVERSATION_FILTER: Final = shape(
    {
        "include": Items(Str(choices=("im", "mpim", "private", "public")), fewest=1),
        "exclude_external_shared_channels": Bool(),
        "exclude_bot_users": Bool(),
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

SLACK_FILE: Final = shape({"id": Str(), "url": URL}, exactly_one("id", "url"))

WORKFLOW: Final = shape(
    {
        "trigger!": shape(
            {
                "url!": URL,
                "customizable_input_parameters": Items(shape({"name!": Str(), "value!": Str()})),
            }
        )
    }
)

IMAGE_SOURCE: Final[Mapping[str, Node]] = {"image_url": URL, "slack_file": SLACK_FILE, "alt_text!": Str(2000)}
IMAGE: Final = typed(IMAGE_SOURCE, exactly_one("image_url", "slack_file"))
