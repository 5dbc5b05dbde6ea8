"""The message in the channel that shows a recruitment as it stands, in the workspace's language.

A mention in a new message rings a phone, one in an update does not. So names stand as plain words while the card is
being posted, and as mentions from its first refresh on: the card itself rings for nobody, whenever it is posted.
"""

from slack_sdk.models.blocks import Block, OverflowMenuElement

from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outgoing import Content
from domain.use_cases.reading import Shown
from handlers.ids import Action, Manage, manage_value
from handlers.texts import Texts, escape
from handlers.views import words
from handlers.views.blocks import Element, actions, button, choice, context, header, message, quoted, section, shortened

CONTENT_SPOKEN = 200
"""Characters of the content that are said in a notification; an update's `text` may not be longer than 4,000."""

summary_lines = words.summary


def card(t: Texts, shown: Shown) -> Content:
    """The recruitment's message in its channel."""
    match shown.recruitment.status:
        case RecruitmentStatus.OPEN:
            return message(_spoken(t, shown), _open(t, shown))
        case RecruitmentStatus.CONFIRMED:
            return _confirmed(t, shown)
        case _:
            return message(t.say("card.closed"), [context(t.say("card.closed"))])


def manage_menu(t: Texts, recruitment: Recruitment) -> OverflowMenuElement:
    """What its author and admins can do with it."""
    options = [choice(manage_value(word, recruitment.id), t.say(f"manage.{word}")) for word in Manage]
    return OverflowMenuElement(action_id=Action.RECRUITMENT_MANAGE, options=options)


def join_button(t: Texts, recruitment: Recruitment) -> Element:
    """참여하기, or 빈자리 대기 when no seat is free."""
    label = t.say("button.wait" if recruitment.is_full else "button.join")
    return button(Action.RECRUITMENT_JOIN, label, recruitment.id, style=None if recruitment.is_full else "primary")


def leave_button(t: Texts, recruitment: Recruitment) -> Element:
    """참여 취소."""
    return button(Action.RECRUITMENT_LEAVE, t.say("button.leave"), recruitment.id)


def closing_note(t: Texts, recruitment: Recruitment) -> str:
    """What happens when it closes, and when that is."""
    details = recruitment.details
    at = t.moment_beside(recruitment.closes_at, details.meets_at)
    key = "card.closing_when_full" if details.confirm_when_full else "card.closing"
    return t.say(key, at=at, count=details.capacity)


def _open(t: Texts, shown: Shown) -> list[Block]:
    details = shown.recruitment.details
    blocks: list[Block] = [header(_title(t, shown)), section("\n".join(_lines(t, shown)))]
    if details.content:
        blocks.append(quoted(details.content))
    notes = [closing_note(t, shown.recruitment)]
    if details.anonymous:
        notes.append(t.say("card.promise"))
    return [*blocks, context("\n".join(notes)), *_actions(t, shown.recruitment)]


def _title(t: Texts, shown: Shown) -> str:
    recruitment = shown.recruitment
    return t.say(f"card.title.{recruitment.category}", title=words.title(t, recruitment.details))


def _lines(t: Texts, shown: Shown) -> list[str]:
    recruitment = shown.recruitment
    lines = [
        t.say("card.when", when=words.when(t, recruitment.details)),
        t.say("card.where", where=words.place(t, recruitment.details.places)),
        t.say("card.way", way=words.way(t, recruitment.details), icon=words.icon(t, recruitment.details)),
        t.say("card.seats", seats=words.seats(t, recruitment), who=_who(t, shown)),
    ]
    if recruitment.is_full:
        lines.append(t.say("card.full"))
    if recruitment.waitlist:
        lines.append(t.say("card.waitlist", count=len(recruitment.waitlist)))
    return lines


def _who(t: Texts, shown: Shown) -> str:
    """Who is in; of an anonymous recruitment nothing."""
    if shown.recruitment.details.anonymous:
        return t.say("card.anonymous")
    if shown.posted is None or shown.posted.ts is None:
        return _names(t, shown)
    return words.mentions(t, shown, words.participants(shown.recruitment))


def _names(t: Texts, shown: Shown) -> str:
    return ", ".join(words.name(t, shown.people.get(each)) for each in words.participants(shown.recruitment))


def _actions(t: Texts, recruitment: Recruitment) -> tuple[Block, ...]:
    comment = (
        button(Action.RECRUITMENT_COMMENT, t.say("button.comment"), recruitment.id)
        if recruitment.details.anonymous
        else None
    )
    return actions(
        (join_button(t, recruitment), leave_button(t, recruitment), comment, manage_menu(t, recruitment)),
    )


def _confirmed(t: Texts, shown: Shown) -> Content:
    recruitment = shown.recruitment
    count = len(recruitment.participants)
    if recruitment.details.anonymous:
        who = spoken_who = t.say("card.confirmed_anonymous", count=count)
    else:
        going = words.mentions(t, shown, words.participants(recruitment))
        who = t.say("card.confirmed", count=count, names=going)
        spoken_who = t.say("card.confirmed", count=count, names=_names(t, shown))
    said = f"{words.spoken(t, recruitment.details)}\n{spoken_who}"
    return message(said, [header(_title(t, shown)), section(f"{words.facts(t, recruitment.details)}\n{who}")])


def _spoken(t: Texts, shown: Shown) -> str:
    recruitment = shown.recruitment
    who = t.say("card.anonymous") if recruitment.details.anonymous else _names(t, shown)
    parts = [
        t.say(f"card.spoken.{recruitment.category}", summary=words.spoken(t, recruitment.details)),
        t.say("card.seats_spoken", seats=words.seats(t, recruitment), who=who),
    ]
    if recruitment.waitlist:
        parts.append(t.say("card.waitlist", count=len(recruitment.waitlist)))
    if recruitment.details.content:
        parts.append(escape(shortened(recruitment.details.content, CONTENT_SPOKEN)))
    return "\n".join((*parts, closing_note(t, recruitment)))
