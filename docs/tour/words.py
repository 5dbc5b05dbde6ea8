# ruff: noqa: INP001 - stands beside the script that uses it
"""The tour in each language: who takes part, what they type, choose, press and read."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Words:
    """The tour in one language. `newcomers` come for the random matches; nobody has met them before."""

    language: str
    locale: str
    people: tuple[str, str, str]
    newcomers: tuple[str, str]
    meal: str
    title: str
    way: str
    study: str
    study_title: str
    kind: str
    random: str
    alone: str
    two: str
    nobody_fits: str
    idea: str
    messages: str
    post: str
    join: str
    confirm_now: str
    confirm: str
    ten_minutes: str
    move: str


KOREAN: Final = Words(
    language="ko",
    locale="ko-KR",
    people=("U0MINJUN", "U0SEOYEON", "U0JIWOO"),
    newcomers=("U0HAJUN", "U0SUA"),
    meal="/partner 밥 개포 12:30 치킨 4명",
    title="치킨",
    way="외식",
    study="/partner 공부 서초 15:00 미니쉘 3명",
    study_title="미니쉘",
    kind="본과정",
    random="/partner 랜덤",
    alone="지금은 나 혼자 기다리고 있어요",
    two="2명이 함께하게 됐어요",
    nobody_fits="아직 조건이 맞는 분이 없어요",
    idea="개포도 괜찮으면 지금 1명과 매칭돼요",
    messages="메시지",
    post="올리기",
    join="참여하기",
    confirm_now="✅ 지금 확정",
    confirm="확정하기",
    ten_minutes="+10분",
    move="옮기기",
)
ENGLISH: Final = Words(
    language="en",
    locale="en-US",
    people=("U0ANA", "U0JOHN", "U0SEOYEON"),
    newcomers=("U0HAJUN", "U0SUA"),
    meal="/partner meal gaepo 12:30 chicken 4 people",
    title="chicken",
    way="Eating out",
    study="/partner study seocho 15:00 minishell 3 people",
    study_title="minishell",
    kind="Inner circle",
    random="/partner random",
    alone="You are the only one waiting right now",
    two="The 2 of you are going together",
    nobody_fits="Nobody waiting fits yet",
    idea="If Gaepo is fine too, you'd be matched with 1 person right now",
    messages="Messages",
    post="Post",
    join="Join",
    confirm_now="✅ Confirm now",
    confirm="Confirm",
    ten_minutes="+10 min",
    move="Move",
)
