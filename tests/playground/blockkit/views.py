"""Whole views and messages as a bot of meals and study would send them."""

from tests.playground.blockkit.samples import (
    Json,
    actions,
    button,
    confirm,
    home,
    labelled,
    modal,
    mrkdwn,
    plain,
    section,
    text_input,
)


def choice(text: str, value: str) -> Json:
    return {"text": {**plain(text), "emoji": True}, "value": value}


PLACES = [choice("개포", "gaepo"), choice("서초", "seocho")]

FORM = modal(
    labelled(
        {
            "type": "datetimepicker",
            "action_id": "meets_at",
            "initial_date_time": 1_790_000_000,
            "focus_on_load": True,
        },
        block_id="meets_at",
        hint=plain("서울 시간이에요."),
    ),
    labelled(
        {
            "type": "radio_buttons",
            "action_id": "place",
            "options": PLACES,
            "initial_option": PLACES[1],
        },
        block_id="place",
        dispatch_action=True,
    ),
    labelled(
        {"type": "number_input", "action_id": "seats", "is_decimal_allowed": False, "min_value": "2",
         "max_value": "8", "initial_value": "4"},
        block_id="seats",
    ),
    labelled(
        {"type": "multi_users_select", "action_id": "invited", "max_selected_items": 7,
         "placeholder": plain("함께할 사람")},
        block_id="invited",
        optional=True,
    ),
    labelled(
        text_input(
            multiline=True,
            max_length=300,
            placeholder=plain("하고 싶은 말"),
            dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]},
        ),
        block_id="content",
        optional=True,
    ),
    labelled(
        {"type": "checkboxes", "action_id": "anonymous",
         "options": [{"text": mrkdwn("*익명*으로"), "description": mrkdwn("이름을 숨겨요"), "value": "yes"}]},
        block_id="anonymous",
        optional=True,
    ),
    callback_id="new_recruitment",
    private_metadata='{"category":"meal"}',
    close=plain("닫기"),
    notify_on_close=True,
    clear_on_close=False,
)  # fmt: skip

HOME = home(
    {"type": "header", "text": plain("내 모집")},
    section(
        block_id="mine-1",
        text=mrkdwn("*치킨 드실 분* — 3/4"),
        fields=[mrkdwn("*곳*\n개포"), mrkdwn("*때*\n12:30")],
        accessory={
            "type": "overflow",
            "action_id": "manage",
            "options": [choice("고치기", "edit"), choice("취소하기", "cancel")],
        },
    ),
    {"type": "divider"},
    actions(
        button(action_id="new_meal", style="primary", value="meal"),
        button(action_id="new_study", value="study"),
        {
            "type": "static_select",
            "action_id": "filter",
            "placeholder": plain("모두"),
            "option_groups": [{"label": plain("곳"), "options": PLACES}],
            "initial_option": PLACES[0],
        },
    ),
    {"type": "context", "elements": [mrkdwn("서울의 42"), plain("방금")]},
    callback_id="home",
)

POST: list[Json] = [
    section(block_id="body", text=mrkdwn("<@U0MINJUN> 님이 점심 같이할 분을 찾아요.")),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 0,
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "user", "user_id": "U0MINJUN"},
                            {"type": "text", "text": " 치킨", "style": {"bold": True}},
                            {"type": "date", "timestamp": 1_790_000_000, "format": "{time}", "fallback": "12:30"},
                        ],
                    }
                ],
            }
        ],
    },
    actions(
        button(action_id="join", value="r1", style="primary"),
        button(action_id="cancel", value="r1", style="danger", confirm=confirm(style="danger")),
        {"type": "workflow_button", "action_id": "w", "text": plain(), "workflow": {"trigger": {"url": "https://a.b"}}},
    ),
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "지도", "title": plain("길")},
    {"type": "context", "elements": [{"type": "image", "image_url": "https://a.b/c.png", "alt_text": "닭"}, plain()]},
]
