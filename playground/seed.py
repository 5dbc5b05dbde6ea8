"""The workspace a newcomer finds: a dozen cadets of 42 Seoul and their channels."""

from typing import Final

from playground.model import BOT_USER, Channel, Kind, Person

_PEOPLE: Final = (
    ("U0MINJUN", "minjkim", "김민준", "ko-KR", "4a154b"),
    ("U0SEOYEON", "seolee", "이서연", "ko-KR", "d55aef"),
    ("U0JIWOO", "jiwpark", "박지우", "ko-KR", "2b6836"),
    ("U0HAJUN", "hajchoi", "최하준", "ko-KR", "b14cbc"),
    ("U0DOYUN", "doyjung", "정도윤", "ko-KR", "9b3b45"),
    ("U0SUA", "suakang", "강수아", "ko-KR", "5870dd"),
    ("U0EUNWOO", "eunsong", "송은우", "ko-KR", "8f4a2b"),
    ("U0YUJIN", "yujhan", "한유진", "ko-KR", "385a86"),
    ("U0TAEO", "taelim", "임태오", "ko-KR", "74462c"),
    ("U0HAEIN", "haeyoon", "윤해인", "ko-KR", "a2558f"),
    ("U0ANA", "ahernand", "Ana Hernández", "en-US", "235e5b"),
    ("U0JOHN", "jsmith", "John Smith", "en-US", "684b6c"),
)
_ADMIN: Final = "U0MINJUN"
_EPOCH: Final = 1_609_426_800  # the workspace was founded on 1 January 2021, Seoul time

PEOPLE_IDS: Final = tuple(row[0] for row in _PEOPLE)
GENERAL: Final = "C0GENERAL"


def seeded_people(bot_name: str) -> list[Person]:
    """Return the cadets and the bot's user, fresh."""
    cadets = [
        Person(id_, name, real, locale, is_admin=id_ == _ADMIN, is_owner=id_ == _ADMIN, color=color, updated=_EPOCH)
        for id_, name, real, locale, color in _PEOPLE
    ]
    return [*cadets, Person(BOT_USER, bot_name, bot_name, is_bot=True, color="4a154b", updated=_EPOCH)]


def seeded_channels() -> list[Channel]:
    """Return the channels as they are before anybody wrote anything."""
    everybody = list(PEOPLE_IDS)
    with_bot = [*everybody, BOT_USER]
    return [
        _channel(GENERAL, "general", everybody, "모두에게 알리는 곳"),
        _channel("C0MEAL", "밥트너", with_bot, "같이 밥 먹을 사람을 찾아요"),
        _channel("C0STUDY", "공트너", with_bot, "같이 공부할 사람을 찾아요"),
        _channel("C0RANDOM42", "잡담", everybody, "아무 이야기나"),
        _channel("C0SECRET", "운영진", everybody[:2], "", kind=Kind.PRIVATE),
        _channel("C0OLD", "2021-모집", everybody, "", archived=True),
    ]


def _channel(
    id_: str,
    name: str,
    members: list[str],
    purpose: str,
    *,
    kind: Kind = Kind.CHANNEL,
    archived: bool = False,
) -> Channel:
    return Channel(id_, name, kind, list(members), _ADMIN, _EPOCH, archived=archived, purpose=purpose)
