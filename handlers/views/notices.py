"""Direct messages about a recruitment. Every one has its title, time and place, and a link to its message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block

from domain.model.details import Details
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outbox import Notice
from domain.outgoing import Content
from domain.use_cases.meetings import GroupData
from domain.use_cases.reading import Shown
from domain.vocabulary import Place, WayOfEating
from handlers.ids import Action
from handlers.texts import Texts, escape
from handlers.views import words
from handlers.views.blocks import Element, actions, button, message, section, shortened
from handlers.views.card import join_button, leave_button, manage_menu, promise
from handlers.views.listing import row
from handlers.views.start import start_buttons

QUOTED = 300
"""Characters of a comment that its notice shows; the thread has it all."""

_AUTHORS = frozenset({Notice.FIRST_JOINED, Notice.BECAME_FULL, Notice.COMMENTED, Notice.NOT_SHOWN})
_LEFT_FROM = frozenset({Notice.CHANGED, Notice.PROMOTED})
_JOINED = frozenset({Notice.SEAT_OFFERED, Notice.OFFERED})
_REPOSTED = frozenset({Notice.EXPIRED, Notice.NOT_POSTED})


def notice(
    t: Texts,
    notice: Notice,
    shown: Shown,
    params: Mapping[str, Any],
    others: Sequence[Shown] = (),
    member: MemberId | None = None,
) -> Content:
    """One direct message. `member` is whom it is for: without it, it is worded as for a participant.

    `params` are the delivery's. `COMMENTED` also shows `content` and `alias` where they are given.
    """
    blocks: list[Block] = [section(_lead(t, notice, shown, params, member)), section(words.summary(t, shown))]
    if notice is Notice.CHANGED:
        blocks.insert(1, section("\n".join(_changes(t, params, shown.recruitment.details))))
    blocks += actions(_buttons(t, notice, shown.recruitment, member))
    if notice in _JOINED:
        blocks += promise(t, shown.recruitment)
    blocks += _alternatives(t, others, member)
    return message(blocks)


def group_fell_apart(t: Texts, group: GroupData, *, back: object = None) -> Content:
    """To the last one left of a match; of a random one their application may wait again: `back` is its id."""
    what = section(words.meeting(t, group))
    if back is not None:
        cancel = button(Action.RANDOM_CANCEL, t.say("button.random_cancel"), back)
        return message([section(t.say("notice.back_in_pool")), what, *actions((cancel,))])
    return message([section(t.say("notice.group_fell_apart")), what, *start_buttons(t)])


def _lead(t: Texts, notice: Notice, shown: Shown, params: Mapping[str, Any], member: MemberId | None) -> str:
    """The first sentence: what happened."""
    match notice:
        case Notice.FIRST_JOINED:
            return _first_joined(t, shown)
        case Notice.NOT_POSTED:
            return t.say("notice.not_posted", reason=_reason(t, params.get("code")))
        case Notice.COMMENTED:
            return _commented(t, params)
        case _:
            return _plain_lead(t, notice, shown.recruitment, member)


def _plain_lead(t: Texts, notice: Notice, recruitment: Recruitment, member: MemberId | None) -> str:
    """The same for everybody, but for how it stands by now and whose it is."""
    match notice, recruitment.status:
        case Notice.CANCELLED, _ if member == recruitment.author:
            return t.say("notice.cancelled_yours")
        case Notice.PROMOTED, RecruitmentStatus.CONFIRMED:
            return t.say("notice.promoted_confirmed")
        case Notice.WAITLIST_ENDED, RecruitmentStatus.EXPIRED:
            return t.say("notice.waitlist_ended_expired")
        case _:
            return t.say(f"notice.{notice}", seats=words.seats(t, recruitment))


def _first_joined(t: Texts, shown: Shown) -> str:
    """Who came first has a name only where names show; whoever it was may have left again."""
    recruitment = shown.recruitment
    seats = words.seats(t, recruitment)
    others = words.participants(recruitment)[1:]
    if recruitment.details.anonymous or not others:
        return t.say("notice.first_joined_anonymous", seats=seats)
    return t.say("notice.first_joined", seats=seats, who=words.mention(t, shown.people.get(others[0])))


def _reason(t: Texts, code: object) -> str:
    key = f"slack.{code}"
    return t.say(key) if t.has(key) else t.say("slack.other", code=escape(str(code)))


def _commented(t: Texts, params: Mapping[str, Any]) -> str:
    content = params.get("content")
    if not content:
        return t.say("notice.commented")
    quote = escape(shortened(" ".join(str(content).split()), QUOTED))
    return t.say("notice.commented_with", who=params.get("alias", ""), quote=quote)


def _changes(t: Texts, params: Mapping[str, Any], now: Details) -> Iterator[str]:
    before = _before(params, now)
    pairs = (
        ("changed.when", words.when(t, before), words.when(t, now)),
        ("changed.where", words.place(t, before.places), words.place(t, now.places)),
        ("changed.way", words.way(t, before), words.way(t, now)),
    )
    return (t.say(key, old=old, new=new) for key, old, new in pairs if old != new)


def _before(params: Mapping[str, Any], now: Details) -> Details:
    """The details as they were, as far as their change is told."""
    way = params.get("way_of_eating")
    return replace(
        now,
        meets_at=datetime.fromisoformat(params["meets_at"]),
        places=tuple(Place(each) for each in params["places"]),
        way_of_eating=WayOfEating(way) if way else None,
    )


def _buttons(t: Texts, notice: Notice, recruitment: Recruitment, member: MemberId | None) -> tuple[Element | None, ...]:
    """Only what can still be done."""
    if notice in _REPOSTED:
        again = button(Action.RECRUITMENT_REPOST, t.say("button.repost"), recruitment.id, style="primary")
        random = button(Action.RECRUITMENT_TO_RANDOM, t.say("button.to_random"), recruitment.id)
        return (again, random if notice is Notice.EXPIRED else None)
    if not recruitment.is_open:
        return ()
    if notice in _AUTHORS or member == recruitment.author:
        return (manage_menu(t, recruitment),)
    if notice is Notice.SEAT_OFFERED:
        return (join_button(t, recruitment), leave_button(t, recruitment, member))
    if notice is Notice.OFFERED:
        return (join_button(t, recruitment),)
    return (leave_button(t, recruitment, member),) if notice in _LEFT_FROM else ()


def _alternatives(t: Texts, others: Sequence[Shown], member: MemberId | None) -> list[Block]:
    lead = [section(t.say("notice.others"))] if others else []
    return [*lead, *(row(t, other, member) for other in others)]
