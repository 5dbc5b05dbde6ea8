"""Strategies that build messages and views with slack_sdk's typed models, up to their limits."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from slack_sdk.models import blocks as kit
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from tests.playground.blockkit.samples import Json


def words(longest: int) -> st.SearchStrategy[str]:
    """Short texts, and one that is as long as can be."""
    return st.text("가나다abc *_~<&", min_size=1, max_size=8) | st.just("밥" * longest)


def plain(longest: int) -> st.SearchStrategy[kit.PlainTextObject]:
    return st.builds(kit.PlainTextObject, text=words(longest), emoji=maybe(st.booleans()))


def marked(longest: int) -> st.SearchStrategy[kit.MarkdownTextObject]:
    return st.builds(kit.MarkdownTextObject, text=words(longest), verbatim=maybe(st.booleans()))


def either(longest: int) -> st.SearchStrategy[kit.TextObject]:
    return plain(longest) | marked(longest)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


CONFIRM = st.builds(
    kit.ConfirmObject,
    title=plain(100),
    text=either(300),
    confirm=plain(30),
    deny=plain(30),
    style=st.sampled_from([None, "primary", "danger"]),
)
OPTION = st.builds(kit.Option, text=plain(75), value=words(150), description=maybe(plain(75)))
CHOICE = st.builds(kit.Option, text=either(75), value=words(150), description=maybe(either(75)))
LINK = st.builds(kit.Option, text=plain(75), value=words(150), url=maybe(st.just("https://" + "u" * 2992)))
FILTER = st.builds(
    kit.ConversationFilter,
    include=st.lists(st.sampled_from(["im", "mpim", "private", "public"]), min_size=1, unique=True),
    exclude_bot_users=maybe(st.booleans()),
)
MENU: dict[str, Any] = {"placeholder": maybe(plain(150)), "confirm": maybe(CONFIRM)}
DISPATCH = st.builds(DispatchActionConfig, trigger_actions_on=st.just(["on_enter_pressed"]))


def listed(item: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, min_size=1, max_size=3) | item.map(lambda one: [one] * most)


@st.composite
def chosen(draw: st.DrawFn, model: Callable[..., Any], options: st.SearchStrategy[list[Any]], many: bool) -> Any:  # noqa: FBT001 - reads well in the tables below
    """Build an element with options, of which one or some may be chosen at the start."""
    offered = draw(options)
    picked = draw(maybe(st.sampled_from(offered)))
    initial = {"initial_options": picked and [picked]} if many else {"initial_option": picked}
    return model(options=offered, **{name: value for name, value in initial.items() if value})


BUTTON = st.builds(
    kit.ButtonElement,
    text=plain(75),
    value=maybe(words(2000)),
    url=maybe(st.just("https://" + "u" * 2992)),
    style=st.sampled_from([None, "primary", "danger"]),
    confirm=maybe(CONFIRM),
    accessibility_label=maybe(words(75)),
)
IMAGE = st.builds(kit.ImageElement, image_url=st.just("https://" + "i" * 2992), alt_text=words(2000))
OVERFLOW = st.builds(kit.OverflowMenuElement, options=listed(LINK, 5), confirm=maybe(CONFIRM))
SHARED = st.one_of(
    chosen(kit.StaticSelectElement, listed(OPTION, 100), many=False),
    chosen(kit.RadioButtonsElement, listed(CHOICE, 10), many=False),
    chosen(kit.CheckboxesElement, listed(CHOICE, 10), many=True),
    st.builds(kit.DatePickerElement, initial_date=maybe(st.dates().map(str)), **MENU),
    st.builds(kit.TimePickerElement, initial_time=maybe(st.times().map(lambda at: at.strftime("%H:%M"))), **MENU),
    st.builds(kit.UserSelectElement, initial_user=maybe(st.just("U1")), **MENU),
    st.builds(kit.ConversationSelectElement, filter=maybe(FILTER), **MENU),
    st.builds(kit.ChannelSelectElement, initial_channel=maybe(st.just("C1")), **MENU),
    st.builds(kit.ExternalDataSelectElement, min_query_length=maybe(st.integers(0, 9)), **MENU),
)
MULTI = st.one_of(
    chosen(kit.StaticMultiSelectElement, listed(OPTION, 100), many=True),
    st.builds(kit.UserMultiSelectElement, max_selected_items=maybe(st.integers(1, 9)), **MENU),
    st.builds(kit.ConversationMultiSelectElement, filter=maybe(FILTER), **MENU),
)
WHEN = st.builds(kit.DateTimePickerElement, initial_date_time=maybe(st.integers(1_000_000_000, 9_999_999_999)))
TYPED = st.builds(
    kit.PlainTextInputElement,
    placeholder=maybe(plain(150)),
    initial_value=maybe(words(3000)),
    multiline=maybe(st.booleans()),
    min_length=maybe(st.integers(0, 10)),
    max_length=maybe(st.integers(10, 3000)),
    dispatch_action_config=maybe(DISPATCH),
)
IN_MODALS = st.one_of(
    WHEN,
    st.builds(kit.EmailInputElement, placeholder=maybe(plain(150))),
    st.builds(kit.UrlInputElement, initial_value=maybe(words(30))),
    st.builds(kit.NumberInputElement, is_decimal_allowed=st.booleans(), min_value=maybe(st.integers().map(str))),
    st.builds(FileInputElement, max_files=maybe(st.integers(1, 10))),
)


def sections(accessory: st.SearchStrategy[Any]) -> st.SearchStrategy[kit.SectionBlock]:
    return st.builds(kit.SectionBlock, text=either(3000), accessory=maybe(accessory)) | st.builds(
        kit.SectionBlock, fields=listed(either(2000), 3), expand=maybe(st.booleans())
    )


def inputs(element: st.SearchStrategy[Any]) -> st.SearchStrategy[kit.InputBlock]:
    return st.builds(
        kit.InputBlock, label=plain(2000), hint=maybe(plain(2000)), element=element, optional=maybe(st.booleans())
    )


INLINE = st.builds(kit.RichTextElementParts.Text, text=words(50)) | st.builds(
    kit.RichTextElementParts.Link, url=st.just("https://a.b"), text=maybe(words(5))
)
PARAGRAPH = st.builds(kit.RichTextSectionElement, elements=st.lists(INLINE, max_size=3))
LAYOUT = st.one_of(
    sections(st.one_of(BUTTON, IMAGE, OVERFLOW, SHARED, MULTI)),
    st.builds(kit.ActionsBlock, elements=listed(BUTTON | OVERFLOW | SHARED, 5)),
    st.builds(kit.ContextBlock, elements=listed(IMAGE | either(300), 3)),
    st.builds(kit.DividerBlock),
    st.builds(kit.HeaderBlock, text=plain(150)),
    st.builds(kit.ImageBlock, image_url=st.just("https://a.b"), alt_text=words(2000), title=maybe(plain(2000))),
    inputs(TYPED | SHARED | MULTI),
    st.builds(kit.RichTextBlock, elements=listed(PARAGRAPH, 3)),
    st.builds(kit.CardBlock, title=either(150), body=maybe(either(200)), actions=maybe(listed(BUTTON, 3))),
)
OF_MESSAGE = st.builds(kit.MarkdownBlock, text=words(3000)) | st.builds(
    kit.ContainerBlock, title=plain(150), child_blocks=listed(sections(BUTTON), 2)
)
OF_MODAL = inputs(IN_MODALS) | st.builds(kit.AlertBlock, text=either(200))


def message_blocks() -> st.SearchStrategy[list[Json]]:
    return st.lists((LAYOUT | OF_MESSAGE).map(lambda block: block.to_dict()), max_size=4)


def modals() -> st.SearchStrategy[Json]:
    return st.builds(
        View,
        type=st.just("modal"),
        title=plain(24),
        submit=plain(24),
        close=maybe(plain(24)),
        blocks=st.lists(LAYOUT | OF_MODAL, min_size=1, max_size=4),
        private_metadata=maybe(words(3000)),
        callback_id=maybe(words(255)),
        notify_on_close=maybe(st.booleans()),
    ).map(lambda view: view.to_dict())


def homes() -> st.SearchStrategy[Json]:
    return st.builds(View, type=st.just("home"), blocks=st.lists(LAYOUT, min_size=1, max_size=4)).map(
        lambda view: view.to_dict()
    )
