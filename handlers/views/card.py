"""The message in the channel that shows a recruitment as it stands, in the workspace's language.

A mention in a new message rings a phone, one in an update does not. So names stand as plain words while the card is
being posted, and as mentions from its first refresh on: the card itself rings for nobody, whenever it is posted.
"""

from slack_sdk.models.blocks import Block, OverflowMenuElement

from domain.model.ids import MemberId
from domain.model.match import MatchStatus
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outgoing import Content
from domain.use_cases.reading import Shown
from handlers.ids import Action, Manage, manage_value
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Element, actions, button, choice, context, header, message, quoted, section

summary_lines = words.summary


def card(t: Texts, shown: Shown) -> Content:
    """The recruitment's message in its channel."""
    who, spoken = _who(t, shown)
    match shown.recruitment.status:
        case RecruitmentStatus.OPEN:
            return message(_open(t, shown, who), _open(t, shown, spoken))
        case RecruitmentStatus.CONFIRMED if _goes_on(shown):
            return message(_confirmed(t, shown, who), _confirmed(t, shown, spoken))
        case _:
            return message([context(t.say("card.closed"))])


def manage_menu(t: Texts, recruitment: Recruitment) -> OverflowMenuElement:
    """What its author and admins can do with it."""
    options = [choice(manage_value(word, recruitment.id), t.say(f"manage.{word}")) for word in Manage]
    return OverflowMenuElement(action_id=Action.RECRUITMENT_MANAGE, options=options)


def join_button(t: Texts, recruitment: Recruitment) -> Element:
    """참여하기, or 빈자리 대기 when no seat is free."""
    label = t.say("button.wait" if recruitment.is_full else "button.join")
    return button(Action.RECRUITMENT_JOIN, label, recruitment.id, style=None if recruitment.is_full else "primary")


def leave_button(t: Texts, recruitment: Recruitment, member: MemberId | None = None) -> Element:
    """참여 취소, or 대기 취소 for a member who waits."""
    waits = member is not None and recruitment.awaits(member)
    return button(Action.RECRUITMENT_LEAVE, t.say("button.stop_waiting" if waits else "button.leave"), recruitment.id)


def promise(t: Texts, recruitment: Recruitment) -> tuple[Block, ...]:
    """Who will see names, said wherever an anonymous recruitment can be joined."""
    return (context(t.say("card.promise")),) if recruitment.details.anonymous else ()


def closing_note(t: Texts, recruitment: Recruitment) -> str:
    """What happens when it closes, and when that is."""
    details = recruitment.details
    at = t.moment_beside(recruitment.closes_at, details.meets_at)
    key = "card.closing_when_full" if details.confirm_when_full else "card.closing"
    return t.say(key, at=at, count=details.capacity)


def _open(t: Texts, shown: Shown, who: str) -> list[Block]:
    details = shown.recruitment.details
    blocks: list[Block] = [header(_title(t, shown)), section("\n".join(_lines(t, shown.recruitment, who)))]
    if details.content:
        blocks.append(quoted(details.content))
    notes = (context(closing_note(t, shown.recruitment)), *promise(t, shown.recruitment))
    return [*blocks, *notes, *_actions(t, shown.recruitment)]


def _confirmed(t: Texts, shown: Shown, who: str) -> list[Block]:
    recruitment = shown.recruitment
    key = "card.confirmed_anonymous" if recruitment.details.anonymous else "card.confirmed"
    going = t.say(key, count=len(_going(shown)), names=who)
    return [header(_title(t, shown)), section(f"{words.facts(t, recruitment.details)}\n{going}")]


def _going(shown: Shown) -> tuple[MemberId, ...]:
    """Who is in; of a match, who of it still comes."""
    return words.participants(shown.recruitment) if shown.match is None else shown.match.coming


def _goes_on(shown: Shown) -> bool:
    return shown.match is None or shown.match.status is MatchStatus.ACTIVE


def _title(t: Texts, shown: Shown) -> str:
    recruitment = shown.recruitment
    return t.say(f"card.title.{recruitment.category}", title=words.title(t, recruitment.details))


def _lines(t: Texts, recruitment: Recruitment, who: str) -> list[str]:
    details = recruitment.details
    lines = [
        t.say("card.when", when=words.when(t, details)),
        t.say("card.where", where=words.place(t, details.places)),
        t.say("card.way", way=words.way(t, details), icon=words.icon(t, details)),
        t.say("card.seats", seats=words.seats(t, recruitment), who=who),
    ]
    if recruitment.is_full:
        lines.append(t.say("card.full"))
    if recruitment.waitlist:
        lines.append(t.say("card.waitlist", count=len(recruitment.waitlist)))
    return lines


def _who(t: Texts, shown: Shown) -> tuple[str, str]:
    """Who is in, as it is shown and as it is spoken; of an anonymous recruitment nothing."""
    recruitment = shown.recruitment
    if recruitment.details.anonymous:
        return t.say("card.anonymous"), t.say("card.anonymous")
    members = _going(shown)
    names = words.names(t, shown, members)
    is_new = shown.posted is None or shown.posted.ts is None
    return names if is_new else words.mentions(t, shown, members), names


def _actions(t: Texts, recruitment: Recruitment) -> tuple[Block, ...]:
    comment = button(Action.RECRUITMENT_COMMENT, t.say("button.comment"), recruitment.id)
    return actions(
        (
            join_button(t, recruitment),
            leave_button(t, recruitment),
            comment if recruitment.details.anonymous else None,
            manage_menu(t, recruitment),
        )
    )
