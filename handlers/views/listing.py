"""The list of open recruitments, a page at a time. Which part of it shows is carried by its own buttons."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ConfirmObject, DividerBlock, StaticSelectElement

from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.outgoing import Content
from domain.ports import Listing
from domain.use_cases.reading import Page, Shown
from domain.vocabulary import Category, Place
from handlers.ids import Action
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Element, actions, button, choice, message, plain, section
from handlers.views.card import join_button
from handlers.views.paging import Span, paging
from handlers.views.start import start_buttons

_ROW = "list:"

CANCEL_ROWS = 20
"""How many own posts are offered for cancelling at once."""


def page(t: Texts, page: Page, viewer: MemberId) -> Content:
    """One page, soonest first, for one person: where they are in stands so instead of a button."""
    if not page.items:
        return _empty(t, page)
    lead = t.say("list.lead", what=_narrowed(t, page.listing), count=page.total)
    rows = [row(t, shown, viewer, page.listing) for shown in page.items]
    blocks: list[Block] = [section(lead), *_filter(t, page.listing), DividerBlock(), *rows, *_paging(t, page)]
    return message(blocks)


def row(t: Texts, shown: Shown, viewer: MemberId | None, within: Listing | None = None) -> Block:
    """One recruitment among several. Of an anonymous one nothing but its details and counts, and what is one's own.

    `within` is the list that it is a row of: its id says so, for who joins from a list is shown it anew.
    """
    recruitment = shown.recruitment
    mine = standing(t, recruitment, viewer)
    seats = t.say("list.seats", seats=words.seats(t, recruitment))
    whose = _anonymous(t, mine) if recruitment.details.anonymous else _author(t, shown, viewer)
    line = words.SEPARATOR.join(part for part in (seats, whose, mine) if part)
    beside = None if mine else join_button(t, recruitment)
    row_id = f"{_ROW}{listing_value(within)}:{recruitment.id}" if within else None
    return section(f"{words.summary(t, shown)}\n{line}", beside, row_id)


def standing(t: Texts, recruitment: Recruitment, viewer: MemberId | None) -> str | None:
    """How the viewer stands to a recruitment; None for somebody else's."""
    if viewer is None:
        return None
    if viewer == recruitment.author:
        return t.say("list.yours")
    if recruitment.has(viewer):
        return t.say("list.participating")
    return t.say("list.waiting") if recruitment.awaits(viewer) else None


def cancel_list(t: Texts, posts: Sequence[Shown], above: Sequence[Block] = ()) -> Content:
    """One's own open posts, each with a button that asks and cancels; nothing waits in the random pool."""
    if not posts:
        return message(above or [section(t.say("cancel_list.empty")), *start_buttons(t)])
    return message([*above, section(t.say("cancel_list.lead")), *_cancel_rows(t, posts)])


def own_posts(t: Texts, posts: Sequence[Shown]) -> Content:
    """One's own open posts, for whoever has as many as they may: each with a button that asks and cancels."""
    if not posts:
        return message([section(t.say("own_posts.empty")), *start_buttons(t)])
    return message([section(t.say("own_posts.lead", count=len(posts))), *_cancel_rows(t, posts)])


def _cancel_rows(t: Texts, posts: Sequence[Shown]) -> list[Block]:
    return [section(words.summary(t, post), cancel_button(t, post.recruitment.id)) for post in posts[:CANCEL_ROWS]]


def cancel_button(t: Texts, subject: object) -> Element:
    """모집 취소, which asks first."""
    confirm = ConfirmObject(
        title=t.say("ask.title.cancel"),
        text=plain(t.say("ask.cancel")),
        confirm=t.say("ask.submit.cancel"),
        deny=t.say("ask.back"),
        style="danger",
    )
    return button(Action.RECRUITMENT_CANCEL, t.say("button.cancel"), subject, style="danger", confirm=confirm)


def listing_value(listing: Listing) -> str:
    """What narrows a list and where its page begins, as a button carries it."""
    return f"{listing.category or ''}:{listing.place or ''}:{listing.offset}"


def listing_of_row(block_id: str) -> str | None:
    """The value of the listing that a block is a row of; None for any other block."""
    if not block_id.startswith(_ROW):
        return None
    return block_id.removeprefix(_ROW).rpartition(":")[0]


def read_value(value: str) -> Listing:
    """The listing that a button carries; the whole list from its beginning for anything else."""
    try:
        category, place, offset = value.split(":")
        return Listing(Category(category) if category else None, Place(place) if place else None, int(offset))
    except ValueError:
        return Listing()


def _anonymous(t: Texts, mine: str | None) -> str:
    """Who can join it reads first who will see names."""
    return t.say("card.anonymous" if mine else "list.anonymous")


def _author(t: Texts, shown: Shown, viewer: MemberId | None) -> str | None:
    if viewer == shown.recruitment.author:
        return None
    return t.say("list.author", author=words.mention(t, shown.people.get(shown.recruitment.author)))


def _empty(t: Texts, page: Page) -> Content:
    """Nothing to narrow where there is nothing at all."""
    listing = page.listing
    if listing.category is None and listing.place is None:
        return message([section(t.say("list.empty")), *start_buttons(t, listing=False)])
    lead = section(t.say("list.empty_narrowed", what=_narrowed(t, listing)))
    return message([lead, *_filter(t, listing), *start_buttons(t, listing=False)])


def _narrowed(t: Texts, listing: Listing) -> str:
    category = [t.say(f"category.{listing.category}")] if listing.category else []
    place = [t.say(f"place.{listing.place}")] if listing.place else []
    return words.SEPARATOR.join((*category, *place)) or t.say("list.all")


def _filter(t: Texts, listing: Listing) -> tuple[Block, ...]:
    """Category and place in one menu: one tap on a phone, and no two elements of one action."""
    kinds = [Listing(category, place) for category in (None, *Category) for place in (None, *Place)]
    options = [choice(listing_value(each), _narrowed(t, each)) for each in kinds]
    chosen = listing_value(Listing(listing.category, listing.place))
    initial = next(option for option in options if option.value == chosen)
    menu = StaticSelectElement(
        action_id=Action.LIST_FILTER, options=options, initial_option=initial, placeholder=plain(t.say("list.filter"))
    )
    return actions((menu,))


def _paging(t: Texts, page: Page) -> list[Block]:
    listing = page.listing
    span = Span(listing.offset, len(page.items), page.total, listing.limit)
    return paging(
        t, Action.LIST_PAGE, span, lambda offset: listing_value(Listing(listing.category, listing.place, offset))
    )
