from tests.playground.blockkit.limit import Limit
from tests.playground.blockkit.limits_of_elements import distinct_buttons
from tests.playground.blockkit.samples import (
    Json,
    actions,
    card,
    container,
    image,
    labelled,
    letters,
    mrkdwn,
    plain,
    section,
    table,
    text_input,
)


def feedback(**fields: object) -> Json:
    thumb = {"text": plain(), "value": "up"}
    element = {"type": "feedback_buttons", "positive_button": {**thumb, **fields}, "negative_button": thumb}
    return {"type": "context_actions", "elements": [element]}


def icons(count: int, **fields: object) -> Json:
    icon = {"type": "icon_button", "icon": "trash", "text": plain(), **fields}
    return {"type": "context_actions", "elements": [icon] * count}


def video(**fields: object) -> Json:
    return {
        "type": "video",
        "alt_text": "영상",
        "title": plain(),
        "video_url": "https://example.org/v",
        "thumbnail_url": "https://example.org/t.png",
        **fields,
    }


def inline(**one: object) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [one]}]}


def bullets(**fields: object) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [], **fields}]}


OF_BLOCKS = [
    Limit("section text", 3000, lambda n: section(text=mrkdwn(letters(n))), "/blocks/0/text/text"),
    Limit("section field", 2000, lambda n: section(fields=[mrkdwn(letters(n))]), "/blocks/0/fields/0/text"),
    Limit("section fields", 10, lambda n: section(fields=[plain()] * n), "/blocks/0/fields", "items"),
    Limit("header", 150, lambda n: {"type": "header", "text": plain(letters(n))}, "/blocks/0/text/text"),
    Limit("context", 10, lambda n: {"type": "context", "elements": [plain()] * n}, "/blocks/0/elements", "items"),
    Limit(
        "context text",
        3000,
        lambda n: {"type": "context", "elements": [mrkdwn(letters(n))]},
        "/blocks/0/elements/0/text",
    ),
    Limit("actions", 25, lambda n: actions(*distinct_buttons(n)), "/blocks/0/elements", "items"),
    Limit("block_id", 255, lambda n: section(block_id=letters(n)), "/blocks/0/block_id"),
    Limit("image url", 3000, lambda n: image(image_url=letters(n)), "/blocks/0/image_url"),
    Limit("image alt text", 2000, lambda n: image(alt_text=letters(n)), "/blocks/0/alt_text"),
    Limit("image title", 2000, lambda n: image(title=plain(letters(n))), "/blocks/0/title/text"),
    Limit("label", 2000, lambda n: labelled(text_input(), label=plain(letters(n))), "/blocks/0/label/text"),
    Limit("hint", 2000, lambda n: labelled(text_input(), hint=plain(letters(n))), "/blocks/0/hint/text"),
    Limit("markdown", 12_000, lambda n: {"type": "markdown", "text": letters(n)}, "/blocks/0/text"),
    Limit("table rows", 100, lambda n: table(rows=n), "/blocks/0/rows", "items"),
    Limit("table columns", 20, lambda n: table(columns=n), "/blocks/0/rows/0", "items"),
    Limit("column settings", 20, lambda n: table(column_settings=[None] * n), "/blocks/0/column_settings", "items"),
    Limit("card title", 150, lambda n: card(title=mrkdwn(letters(n))), "/blocks/0/title/text"),
    Limit("card subtitle", 150, lambda n: card(subtitle=mrkdwn(letters(n))), "/blocks/0/subtitle/text"),
    Limit("card body", 200, lambda n: card(body=mrkdwn(letters(n))), "/blocks/0/body/text"),
    Limit("card actions", 3, lambda n: card(actions=distinct_buttons(n)), "/blocks/0/actions", "items"),
    Limit("carousel", 10, lambda n: {"type": "carousel", "elements": [card()] * n}, "/blocks/0/elements", "items"),
    Limit("container", 10, lambda n: container(*[section()] * n), "/blocks/0/child_blocks", "items"),
    Limit("container title", 150, lambda n: container(section(), title=plain(letters(n))), "/blocks/0/title/text"),
    Limit("context actions", 5, icons, "/blocks/0/elements", "items"),
    Limit("icon value", 2000, lambda n: icons(1, value=letters(n)), "/blocks/0/elements/0/value"),
    Limit(
        "feedback text",
        75,
        lambda n: feedback(text=plain(letters(n))),
        "/blocks/0/elements/0/positive_button/text/text",
    ),
    Limit("feedback value", 2000, lambda n: feedback(value=letters(n)), "/blocks/0/elements/0/positive_button/value"),
    Limit("video title", 199, lambda n: video(title=plain(letters(n))), "/blocks/0/title/text"),
    Limit("video author", 49, lambda n: video(author_name=letters(n)), "/blocks/0/author_name"),
    Limit("card subtext", 200, lambda n: card(subtext=mrkdwn(letters(n))), "/blocks/0/subtext/text"),
    Limit(
        "container subtitle", 150, lambda n: container(section(), subtitle=plain(letters(n))), "/blocks/0/subtitle/text"
    ),
    Limit("video description", 199, lambda n: video(description=plain(letters(n))), "/blocks/0/description/text"),
    Limit(
        "feedback label",
        75,
        lambda n: feedback(accessibility_label=letters(n)),
        "/blocks/0/elements/0/positive_button/accessibility_label",
    ),
    Limit("link", 3000, lambda n: inline(type="link", url=letters(n)), "/blocks/0/elements/0/elements/0/url"),
    Limit(
        "skin tone",
        6,
        lambda n: inline(type="emoji", name="wave", skin_tone=n),
        "/blocks/0/elements/0/elements/0/skin_tone",
        "",
    ),
    Limit("indent", 8, lambda n: bullets(indent=n), "/blocks/0/elements/0/indent", ""),
    Limit("border", 1, lambda n: bullets(border=n), "/blocks/0/elements/0/border", ""),
]
