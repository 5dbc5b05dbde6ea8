"""Block elements: https://docs.slack.dev/reference/block-kit/block-elements."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from playground.blockkit.composition import (
    CHOICE_OPTION,
    COLOUR,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    IDENTIFIER,
    IMAGE,
    LINK_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    URL,
    WORKFLOW,
    plain,
)
from playground.blockkit.nodes import Bool, Int, Items, Node, OneOf, Str, shape, typed
from playground.blockkit.rich_text import RICH_TEXT_ONLY
from playground.blockkit.rules import (
    DATE,
    NUMERAL,
    TIME,
    exactly_one,
    initial_among_options,
    ordered,
    whole_unless_decimal,
)
from playground.blockkit.surface import Surface

Fields = Mapping[str, Node]

_ID: Final[Fields] = {"action_id": IDENTIFIER}
_PICK: Final[Fields] = {**_ID, "confirm": CONFIRM, "focus_on_load": Bool()}
_MENU: Final[Fields] = {**_PICK, "placeholder": plain(150)}
_MULTI: Final[Fields] = {**_MENU, "max_selected_items": Int(1)}
_TYPE: Final[Fields] = {
    **_ID,
    "focus_on_load": Bool(),
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
}
_BUTTON: Final[Fields] = {**_ID, "text!": plain(75), "accessibility_label": Str(75)}
_PRESS: Final[Fields] = {"value": Str(2000), "confirm": CONFIRM, "visible_to_user_ids": Items(Str())}
_OPTIONS: Final[Fields] = {"options": Items(MENU_OPTION, 100, 1), "option_groups": Items(OPTION_GROUP, 100, 1)}
_NUMERAL: Final = Str(form=NUMERAL)
_FEEDBACK: Final = shape({"text!": plain(75), "value!": Str(2000), "accessibility_label": Str(75)})

ELEMENTS: Final[Mapping[str, Node]] = MappingProxyType(
    {
        "button": typed(
            {
                **_BUTTON,
                **_PRESS,
                "url": URL,
                "style": COLOUR,
                "agent_prompt": Str(4000),
                "agent_prompt_display": Str(),
            }
        ),
        "workflow_button": typed({**_BUTTON, "action_id!": IDENTIFIER, "workflow!": WORKFLOW, "style": COLOUR}),
        "icon_button": typed({**_BUTTON, **_PRESS, "icon!": Str(choices=("trash",))}),
        "feedback_buttons": typed({**_ID, "positive_button!": _FEEDBACK, "negative_button!": _FEEDBACK}),
        "image": IMAGE,
        "overflow": typed({**_ID, "confirm": CONFIRM, "options!": Items(LINK_OPTION, 5, 1)}),
        "checkboxes": typed(
            {**_PICK, "options!": Items(CHOICE_OPTION, 10, 1), "initial_options": Items(CHOICE_OPTION)},
            initial_among_options,
        ),
        "radio_buttons": typed(
            {**_PICK, "options!": Items(CHOICE_OPTION, 10, 1), "initial_option": CHOICE_OPTION},
            initial_among_options,
        ),
        "datepicker": typed({**_MENU, "initial_date": Str(form=DATE)}),
        "timepicker": typed({**_MENU, "initial_time": Str(form=TIME), "timezone": Str()}),
        # A UNIX time in seconds, of ten digits.
        "datetimepicker": typed({**_PICK, "initial_date_time": Int(1_000_000_000, 9_999_999_999)}),
        "static_select": typed(
            {**_MENU, **_OPTIONS, "initial_option": MENU_OPTION},
            exactly_one("options", "option_groups"),
            initial_among_options,
        ),
        "multi_static_select": typed(
            {**_MULTI, **_OPTIONS, "initial_options": Items(MENU_OPTION)},
            exactly_one("options", "option_groups"),
            initial_among_options,
        ),
        "external_select": typed({**_MENU, "min_query_length": Int(0), "initial_option": MENU_OPTION}),
        "multi_external_select": typed(
            {**_MULTI, "min_query_length": Int(0), "initial_options": Items(MENU_OPTION, fewest=1)}
        ),
        "users_select": typed({**_MENU, "initial_user": Str()}),
        "multi_users_select": typed({**_MULTI, "initial_users": Items(Str())}),
        "conversations_select": typed(
            {
                **_MENU,
                "initial_conversation": Str(),
                "default_to_current_conversation": Bool(),
                "response_url_enabled": Bool(),
                "filter": CONVERSATION_FILTER,
            }
        ),
        "multi_conversations_select": typed(
            {
                **_MULTI,
                "initial_conversations": Items(Str()),
                "default_to_current_conversation": Bool(),
                "filter": CONVERSATION_FILTER,
            }
        ),
        "channels_select": typed({**_MENU, "initial_channel": Str(), "response_url_enabled": Bool()}),
        "multi_channels_select": typed({**_MULTI, "initial_channels": Items(Str())}),
        "plain_text_input": typed(
            {
                **_TYPE,
                "initial_value": Str(3000),
                "multiline": Bool(),
                "min_length": Int(0, 3000),
                "max_length": Int(1, 3000),
            },
            ordered("min_length", "max_length"),
        ),
        "email_text_input": typed({**_TYPE, "initial_value": Str()}),
        "url_text_input": typed({**_TYPE, "initial_value": Str()}),
        "number_input": typed(
            {
                **_TYPE,
                "is_decimal_allowed!": Bool(),
                "initial_value": _NUMERAL,
                "min_value": _NUMERAL,
                "max_value": _NUMERAL,
            },
            ordered("min_value", "max_value"),
            ordered("min_value", "initial_value"),
            ordered("initial_value", "max_value"),
            whole_unless_decimal,
        ),
        "file_input": typed({**_ID, "filetypes": Items(Str(), fewest=1), "max_files": Int(1, 10)}),
        "rich_text_input": typed(
            {**_TYPE, "initial_value": RICH_TEXT_ONLY, "min_lines": Int(1), "max_lines": Int(1)},
            ordered("min_lines", "max_lines"),
        ),
    }
)

_SINGLE_SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_MULTI_SELECTS = tuple(f"multi_{name}" for name in _SINGLE_SELECTS)
_SHARED = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *_SINGLE_SELECTS)

CONTEXT_ACTIONS: Final = ("feedback_buttons", "icon_button")
# Slack's server refuses multi-selects here, whatever its reference says.
ACTIONS: Final = ("button", "workflow_button", "overflow", "datetimepicker", *_SHARED)
ACCESSORIES: Final = ("button", "workflow_button", "overflow", "image", *_SHARED, *_MULTI_SELECTS)
INPUTS: Final = (
    *_SHARED,
    *_MULTI_SELECTS,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
    "rich_text_input",
)

# What isn't here stands on every surface.
_SURFACES: Final[Mapping[str, frozenset[Surface]]] = {
    "datetimepicker": frozenset({Surface.MODAL, Surface.MESSAGE}),
    "rich_text_input": frozenset({Surface.MODAL, Surface.HOME}),
    **dict.fromkeys(("email_text_input", "url_text_input", "number_input", "file_input"), frozenset({Surface.MODAL})),
}


def elements(surface: Surface, *names: str) -> OneOf:
    """The named elements, less those that the surface doesn't take."""
    allowed = (name for name in names if surface in _SURFACES.get(name, frozenset(Surface)))
    return OneOf({name: ELEMENTS[name] for name in allowed})
