"""People and recruitments as the views get them: minjkim posts, the others join."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.model.comment import Comment
from domain.model.details import Details
from domain.model.ids import CommentId, MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Match, MatchMember, Origin
from domain.model.people import Actor, Member, Workspace
from domain.model.recruitment import Recruitment, RecruitmentStatus, Seat
from domain.model.timing import closes_at
from domain.outbox import PostedMessage, card_key, match_key
from domain.ports import Listing
from domain.use_cases.meetings import GroupData, HistoryPage
from domain.use_cases.reading import CommentData, HomeData, Page, Shown
from domain.vocabulary import Category, Language, Place, StudyType, WayOfEating
from handlers.site import Site
from handlers.texts import Texts

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2025, 7, 3, 2, 50, tzinfo=UTC)
NOON = datetime(2025, 7, 3, 3, 30, tzinfo=UTC)
"""12:30 in Seoul, a Thursday."""

WORKSPACE = Workspace(WorkspaceId(1), "T042", "https://42seoul.slack.com/", "UBOT", "BBOT", SEOUL, Language.KO)

NAMES = ("minjkim", "seolee", "jiwpark", "hajchoi", "doyjung", "suakang", "eunsong", "yujhan", "taelim", "haeyoon")
SITE = Site({Place.GAEPO: "1층 로비 <자판기 앞>"}, "https://partner.example")

AUTHOR, SEO, JIW, HAJ, DOY = (MemberId(number) for number in range(1, 6))
STRANGER = MemberId(99)


def texts(language: Language = Language.KO) -> Texts:
    return Texts(language, SEOUL)


def person(number: int, name: str | None = None, slack_id: str | None = None) -> Member:
    known = name or NAMES[(number - 1) % len(NAMES)]
    return Member(MemberId(number), WORKSPACE.id, slack_id or f"U0{known.upper()}{number}", display_name=known)


PEOPLE = {MemberId(number): person(number) for number in (*range(1, 100),)}

LUNCH = Details(NOON, (Place.GAEPO,), way_of_eating=WayOfEating.EATOUT)
CHICKEN = Details(
    NOON,
    (Place.GAEPO,),
    title="치킨 드실 분",
    content="배달비 나눠요!\n뼈·순살 다 좋아요.",
    way_of_eating=WayOfEating.DELIVERY,
)
MINISHELL = Details(
    datetime(2025, 7, 4, 6, 0, tzinfo=UTC), (Place.SEOCHO, Place.GAEPO), study_type=StudyType.INNER_CIRCLE, capacity=3
)
ANONYMOUS = replace(LUNCH, anonymous=True)


def seats(members: Iterable[int]) -> tuple[Seat, ...]:
    return tuple(Seat(MemberId(member), NOW + timedelta(minutes=index)) for index, member in enumerate(members))


def recruitment(
    details: Details = LUNCH,
    participants: Sequence[int] = (1,),
    waitlist: Sequence[int] = (),
    number: int = 1,
    **more: Any,
) -> Recruitment:
    built = Recruitment(
        id=RecruitmentId(UUID(int=number << 96 | 0x4000 << 64 | 0x8000 << 48 | number)),
        workspace_id=WORKSPACE.id,
        category=Category.STUDY if details.study_type else Category.MEAL,
        author=MemberId(participants[0]),
        details=details,
        channel_id="C0MEAL",
        posted_at=NOW,
        closes_at=closes_at(details.meets_at, NOW, details.way_of_eating),
        participants=seats(participants),
        waitlist=seats(waitlist),
    )
    return replace(built, **more)


def shown(about: Recruitment, *, posted: bool = True) -> Shown:
    message = PostedMessage(card_key(about.id), about.channel_id, "1751511000.000100")
    return Shown(about, WORKSPACE, PEOPLE, message if posted else None)


def ended(about: Recruitment, status: RecruitmentStatus) -> Recruitment:
    return replace(about, status=status, waitlist=(), version=about.version + 1)


def group(about: Recruitment, **more: Any) -> GroupData:
    match = Match.of_recruitment(MatchId(UUID(int=42)), ended(about, RecruitmentStatus.CONFIRMED), NOW)
    kept = replace(match, question=1, calendar_token="0123456789abcdef" * 2)
    return replace(GroupData(kept, WORKSPACE, PEOPLE, shown(about)), **more)


def random_group(*numbers: int, **more: Any) -> GroupData:
    """People whom the random pool brought together over a lunch out in Gaepo; `more` is of the match."""
    match = Match(
        id=MatchId(UUID(int=43)),
        workspace_id=WORKSPACE.id,
        origin=Origin.RANDOM,
        category=Category.MEAL,
        meets_at=NOON,
        places=(Place.GAEPO,),
        members=tuple(MatchMember(MemberId(number)) for number in numbers),
        matched_at=NOW,
        way_of_eating=WayOfEating.EATOUT,
        question=74,
        calendar_token="fedcba9876543210" * 2,
    )
    kept = replace(match, **more)
    return GroupData(
        kept, WORKSPACE, PEOPLE, None, PostedMessage(match_key(match.id, 1), "G0GROUP", "1751511300.000200")
    )


def history(*items: GroupData, total: int | None = None, offset: int = 0) -> HistoryPage:
    return HistoryPage(offset, len(items) if total is None else total, items)


def comment(alias: int, about: Recruitment, content: str = "몇 시쯤 끝나나요?") -> CommentData:
    said = Comment(CommentId(UUID(int=7)), about.id, MemberId(2), alias, content, NOW)
    return CommentData(said, shown(about))


def page(items: Sequence[Recruitment], total: int | None = None, listing: Listing | None = None) -> Page:
    return Page(listing or Listing(), len(items) if total is None else total, [shown(each) for each in items])


def actor(number: int = 1) -> Actor:
    return Actor(WORKSPACE, PEOPLE[MemberId(number)])


def home_data(mine: Sequence[Recruitment] = (), others: Sequence[Recruitment] = (), viewer: int = 1) -> HomeData:
    return HomeData(actor(viewer), [shown(each) for each in mine], [shown(each) for each in others], len(others))
