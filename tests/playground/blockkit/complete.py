"""Every kind of block, element and object with all its fields, and which of them Slack requires."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.playground.blockkit.samples import (
    Json,
    actions,
    button,
    card,
    confirm,
    image,
    labelled,
    mrkdwn,
    option,
    plain,
    section,
    select,
    text_input,
)


@dataclass(frozen=True)
class Complete:
    """An object with all its fields, the block around it, and its pointer within the blocks."""

    name: str
    value: Json
    required: frozenset[str]
    around: Callable[[Json], Json]
    inside: str = ""

    @property
    def optional(self) -> list[str]:
        return [field for field in self.value if field not in self.required]


def complete(required: str, around: Callable[[Json], Json], inside: str, name: str = "", /, **value: Any) -> Complete:
    return Complete(name or str(value["type"]), value, frozenset(required.split()), around, inside)


def block(required: str, /, **value: Any) -> Complete:
    return complete(required, lambda itself: itself, "", block_id="b", **value)


def inline(required: str, /, **value: Any) -> Complete:
    return complete(required, written, "/elements/0/elements/0", f"rich text {value['type']}", **value)


def part(required: str, /, **value: Any) -> Complete:
    return complete(required, lambda one: {"type": "rich_text", "elements": [one]}, "/elements/0", **value)


def written(one: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [one]}]}


def in_context_actions(element: Json) -> Json:
    return {"type": "context_actions", "elements": [element]}


def in_table(cell: Json) -> Json:
    return {"type": "table", "rows": [[cell]]}


def in_option(one: Json) -> Json:
    return actions({"type": "overflow", "options": [one]})


def in_confirm(one: Json) -> Json:
    return actions(button(confirm=one))


def in_groups(one: Json) -> Json:
    return actions({"type": "static_select", "option_groups": [one]})


def in_feedback(one: Json) -> Json:
    thumb = {"text": plain(), "value": "v"}
    return in_context_actions({"type": "feedback_buttons", "positive_button": one, "negative_button": thumb})


def in_workflow(one: Json) -> Json:
    return actions({"type": "workflow_button", "action_id": "a", "text": plain(), "workflow": one})


THUMB: Json = {"text": plain(), "value": "v", "accessibility_label": "좋아요"}
PRESS: Json = {"value": "v", "confirm": confirm(), "visible_to_user_ids": ["U1"], "accessibility_label": "누르기"}
BOLD: Json = {"bold": True, "italic": False, "strike": True, "underline": True, "code": True}
LIT: Json = {"bold": True, "highlight": True, "client_highlight": False, "unlink": True}
PARAGRAPH: Json = {"type": "rich_text_section", "elements": []}
TRIGGER: Json = {"url": "https://a.b", "customizable_input_parameters": [{"name": "n", "value": "v"}]}
ON_ENTER: Json = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}

COMPLETE = [
    block("type elements", type="actions", elements=[button()]),
    block("type text", type="alert", text=plain(), level="info"),
    block("type elements", type="carousel", elements=[card()]),
    block("type", type="card", title=plain(), subtitle=plain(), body=mrkdwn(), subtext=plain(),
          hero_image=image(), slack_icon={"type": "icon", "name": "star"}, actions=[button()]),
    block("type title child_blocks", type="container", title=plain(), subtitle=plain(), child_blocks=[section()],
          width="full", icon=image(), is_collapsible=True, default_collapsed=True),
    block("type elements", type="context", elements=[plain(), image()]),
    block("type elements", type="context_actions",
          elements=[{"type": "icon_button", "icon": "trash", "text": plain()}]),
    block("type external_id source", type="file", external_id="F1", source="remote"),
    block("type alt_text image_url", type="image", alt_text="그림", image_url="https://a.b", title=plain()),
    block("type label element", type="input", label=plain(), element=text_input(), hint=plain(), optional=True,
          dispatch_action=True),
    block("type text", type="markdown", text="# 글"),
    block("type elements", type="rich_text", elements=[PARAGRAPH]),
    block("type text", type="section", text=mrkdwn(), expand=True, accessory=button()),
    block("type rows", type="table", rows=[[{"type": "raw_text", "text": "x"}]],
          column_settings=[{"align": "right", "is_wrapped": True}]),
    block("type title alt_text video_url thumbnail_url", type="video", title=plain(), alt_text="영상",
          video_url="https://a.b", thumbnail_url="https://a.b", title_url="https://a.b", description=plain(),
          author_name="a", provider_name="p", provider_icon_url="https://a.b"),
    complete("type text", actions, "/elements/0", type="button", text=plain(), action_id="a", url="https://a.b",
             style="danger", agent_prompt="p", agent_prompt_display="d", **PRESS),
    complete("type text action_id workflow", actions, "/elements/0", type="workflow_button", text=plain(),
             action_id="a", style="primary", accessibility_label="l", workflow={"trigger": TRIGGER}),
    complete("type text icon", in_context_actions, "/elements/0", type="icon_button", text=plain(), icon="trash",
             action_id="a", **PRESS),
    complete("type positive_button negative_button", in_context_actions, "/elements/0", type="feedback_buttons",
             action_id="a", positive_button=THUMB, negative_button=THUMB),
    complete("type options", actions, "/elements/0", type="checkboxes", options=[option()], action_id="a",
             initial_options=[option()], confirm=confirm(), focus_on_load=True),
    complete("type options", actions, "/elements/0", type="radio_buttons", options=[option()], action_id="a",
             initial_option=option(), confirm=confirm(), focus_on_load=True),
    complete("type options", actions, "/elements/0", type="static_select", options=[option()], action_id="a",
             confirm=confirm(), focus_on_load=True, placeholder=plain()),
    complete("type is_decimal_allowed", labelled, "/element", type="number_input", is_decimal_allowed=True,
             action_id="a", initial_value="2.5", min_value="-1", max_value="3", placeholder=plain(),
             focus_on_load=True, dispatch_action_config=ON_ENTER),
    complete("type", labelled, "/element", type="rich_text_input", action_id="a", initial_value=written(
        {"type": "text", "text": "글"}), min_lines=1, max_lines=9, placeholder=plain()),
    complete("text value", in_option, "/elements/0/options/0", "option", text=plain(), value="v",
             description=plain(), url="https://a.b"),
    complete("label options", in_groups, "/elements/0/option_groups/0", "option group", label=plain(),
             options=[option()]),
    complete("title text confirm deny", in_confirm, "/elements/0/confirm", "confirm", **confirm(style="primary")),
    complete("text value", in_feedback, "/elements/0/positive_button", "thumb", **THUMB),
    complete("trigger", in_workflow, "/elements/0/workflow", "workflow", trigger=TRIGGER),
    complete("url", lambda one: in_workflow({"trigger": one}), "/elements/0/workflow/trigger", "trigger", **TRIGGER),
    complete("name value", lambda one: in_workflow({"trigger": {"url": "u", "customizable_input_parameters": [one]}}),
             "/elements/0/workflow/trigger/customizable_input_parameters/0", "parameter", name="n", value="v"),
    complete("trigger_actions_on", lambda one: labelled(text_input(dispatch_action_config=one)),
             "/element/dispatch_action_config", "dispatch", **ON_ENTER),
    complete("type text", lambda one: section(text=one), "/text", "plain text", **{**plain(), "emoji": True}),
    complete("type text", lambda one: section(text=one), "/text", "mrkdwn", **{**mrkdwn(), "verbatim": True}),
    complete("name", lambda one: card(slack_icon=one), "/slack_icon", "slack icon", type="icon", name="star"),
    complete("type text", in_table, "/rows/0/0", type="raw_text", text="x"),
    complete("type value", in_table, "/rows/0/0", type="raw_number", value=1.5, text="1.5"),
    part("type elements", type="rich_text_section", elements=[]),
    part("type elements style", type="rich_text_list", elements=[PARAGRAPH], style="ordered", indent=8, offset=3,
         border=1),
    part("type elements", type="rich_text_preformatted", elements=[], border=0, language="python"),
    part("type elements", type="rich_text_quote", elements=[], border=1),
    inline("type text", type="text", text="글", style=BOLD),
    inline("type url", type="link", url="https://a.b", text="글", unsafe=False, style=BOLD),
    inline("type name", type="emoji", name="wave", skin_tone=6, unicode="1f44b", url="https://a.b", style=BOLD),
    inline("type user_id", type="user", user_id="U1", style=LIT),
    inline("type usergroup_id", type="usergroup", usergroup_id="S1", style=LIT),
    inline("type channel_id", type="channel", channel_id="C1", style=LIT),
    inline("type team_id", type="team", team_id="T1", style=LIT),
    inline("type range", type="broadcast", range="here", style=LIT),
    inline("type value", type="color", value="#ff0000", style=BOLD),
    inline("type timestamp format", type="date", timestamp=0, format="{date}", url="https://a.b", fallback="f",
           style=BOLD),
    complete("type options", lambda one: section(accessory=one), "/accessory", "multi-select",
             **select(type="multi_static_select", initial_options=[option(1)], max_selected_items=1)),
]  # fmt: skip
