from tests.playground.blockkit.limit import Limit
from tests.playground.blockkit.samples import (
    Json,
    actions,
    button,
    confirm,
    labelled,
    letters,
    mrkdwn,
    option,
    options,
    plain,
    section,
    select,
    text_input,
)


def distinct_buttons(count: int) -> list[Json]:
    return [button(action_id=f"b{number}") for number in range(count)]


def multi(count: int) -> Json:
    return select(type="multi_static_select", options=options(count))


def groups(count: int) -> Json:
    return {
        "type": "static_select",
        "option_groups": [{"label": plain(), "options": options(1)} for _ in range(count)],
    }


def group(label: int = 1, inside: int = 1) -> Json:
    return {
        "type": "static_select",
        "option_groups": [{"label": plain(letters(label)), "options": options(inside)}],
    }


OF_ELEMENTS = [
    Limit("button text", 75, lambda n: actions(button(text=plain(letters(n)))), "/blocks/0/elements/0/text/text"),
    Limit("button value", 2000, lambda n: actions(button(value=letters(n))), "/blocks/0/elements/0/value"),
    Limit("button url", 3000, lambda n: actions(button(url=letters(n))), "/blocks/0/elements/0/url"),
    Limit(
        "button label",
        75,
        lambda n: actions(button(accessibility_label=letters(n))),
        "/blocks/0/elements/0/accessibility_label",
    ),
    Limit("action_id", 255, lambda n: actions(button(action_id=letters(n))), "/blocks/0/elements/0/action_id"),
    Limit(
        "select options",
        100,
        lambda n: section(accessory=select(options=options(n))),
        "/blocks/0/accessory/options",
        "items",
    ),
    Limit("multi-select options", 100, lambda n: section(accessory=multi(n)), "/blocks/0/accessory/options", "items"),
    Limit("option groups", 100, lambda n: section(accessory=groups(n)), "/blocks/0/accessory/option_groups", "items"),
    Limit(
        "options of a group",
        100,
        lambda n: section(accessory=group(inside=n)),
        "/blocks/0/accessory/option_groups/0/options",
        "items",
    ),
    Limit(
        "label of a group",
        75,
        lambda n: section(accessory=group(label=n)),
        "/blocks/0/accessory/option_groups/0/label/text",
    ),
    Limit(
        "option text",
        75,
        lambda n: section(accessory=select(options=[option(text=plain(letters(n)))])),
        "/blocks/0/accessory/options/0/text/text",
    ),
    Limit(
        "option value",
        150,
        lambda n: section(accessory=select(options=[option(value=letters(n))])),
        "/blocks/0/accessory/options/0/value",
    ),
    Limit(
        "option description",
        75,
        lambda n: section(accessory=select(options=[option(description=plain(letters(n)))])),
        "/blocks/0/accessory/options/0/description/text",
    ),
    Limit(
        "overflow",
        5,
        lambda n: section(accessory={"type": "overflow", "options": options(n)}),
        "/blocks/0/accessory/options",
        "items",
    ),
    Limit(
        "overflow url",
        3000,
        lambda n: section(accessory={"type": "overflow", "options": [option(url=letters(n))]}),
        "/blocks/0/accessory/options/0/url",
    ),
    Limit(
        "checkboxes",
        10,
        lambda n: section(accessory={"type": "checkboxes", "options": options(n)}),
        "/blocks/0/accessory/options",
        "items",
    ),
    Limit(
        "radio buttons",
        10,
        lambda n: section(accessory={"type": "radio_buttons", "options": options(n)}),
        "/blocks/0/accessory/options",
        "items",
    ),
    Limit(
        "placeholder",
        150,
        lambda n: section(accessory=select(placeholder=plain(letters(n)))),
        "/blocks/0/accessory/placeholder/text",
    ),
    Limit(
        "confirm title",
        100,
        lambda n: actions(button(confirm=confirm(title=plain(letters(n))))),
        "/blocks/0/elements/0/confirm/title/text",
    ),
    Limit(
        "confirm text",
        300,
        lambda n: actions(button(confirm=confirm(text=mrkdwn(letters(n))))),
        "/blocks/0/elements/0/confirm/text/text",
    ),
    Limit(
        "confirm yes",
        30,
        lambda n: actions(button(confirm=confirm(confirm=plain(letters(n))))),
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    Limit(
        "confirm no",
        30,
        lambda n: actions(button(confirm=confirm(deny=plain(letters(n))))),
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    Limit(
        "placeholder of a text input",
        150,
        lambda n: labelled(text_input(placeholder=plain(letters(n)))),
        "/blocks/0/element/placeholder/text",
    ),
    Limit("prompt", 4000, lambda n: actions(button(agent_prompt=letters(n))), "/blocks/0/elements/0/agent_prompt"),
    Limit(
        "dispatching on",
        2,
        lambda n: labelled(text_input(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"] * n})),
        "/blocks/0/element/dispatch_action_config/trigger_actions_on",
        "items",
    ),
]
