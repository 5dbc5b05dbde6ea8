"""The rich text block and what it is made of: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from typing import Final

from playground.blockkit.composition import IDENTIFIER, URL
from playground.blockkit.nodes import Bool, Int, Items, Node, OneOf, Str, shape, typed

_FACES = ("bold", "italic", "strike", "underline", "code")
_MENTION_FACES = ("bold", "italic", "strike", "underline", "highlight", "client_highlight", "unlink")
_STYLE: Final = shape({face: Bool() for face in _FACES})
_MENTION_STYLE: Final = shape({face: Bool() for face in _MENTION_FACES})
_SOME: Final = Str(shortest=1)
_BORDER: Final = Int(0, 1)

_TEXT: Final = typed({"text!": _SOME, "style": _STYLE})
_LINK: Final = typed({"url!": Str(3000, shortest=1), "text": Str(), "unsafe": Bool(), "style": _STYLE})

_INLINE: Final = OneOf(
    {
        "text": _TEXT,
        "link": _LINK,
        "emoji": typed({"name!": _SOME, "skin_tone": Int(1, 6), "unicode": Str(), "url": URL, "style": _STYLE}),
        "user": typed({"user_id!": _SOME, "style": _MENTION_STYLE}),
        "usergroup": typed({"usergroup_id!": _SOME, "style": _MENTION_STYLE}),
        "channel": typed({"channel_id!": _SOME, "style": _MENTION_STYLE}),
        "team": typed({"team_id!": _SOME, "style": _MENTION_STYLE}),
        "broadcast": typed({"range!": Str(choices=("here", "channel", "everyone")), "style": _MENTION_STYLE}),
        "color": typed({"value!": _SOME, "style": _STYLE}),
        "date": typed(
            {"timestamp!": Int(0), "format!": _SOME, "url": URL, "fallback": Str(), "style": _STYLE},
        ),
    }
)

_SECTION: Final = typed({"elements!": Items(_INLINE)})

_PARTS: Final = OneOf(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": typed(
            {
                "elements!": Items(OneOf({"rich_text_section": _SECTION})),
                "style!": Str(choices=("bullet", "ordered")),
                "indent": Int(0, 8),
                "offset": Int(0),
                "border": _BORDER,
            }
        ),
        "rich_text_preformatted": typed(
            {"elements!": Items(OneOf({"text": _TEXT, "link": _LINK})), "border": _BORDER, "language": Str()}
        ),
        "rich_text_quote": typed({"elements!": Items(_INLINE), "border": _BORDER}),
    }
)

RICH_TEXT: Final = typed({"elements!": Items(_PARTS), "block_id": IDENTIFIER})
RICH_TEXT_ONLY: Final[Node] = OneOf({"rich_text": RICH_TEXT})
