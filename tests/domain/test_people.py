from dataclasses import replace

import pytest

from domain.model.ids import MemberId
from domain.model.people import Actor, Member
from domain.ports import Profile
from domain.vocabulary import Language
from tests.domain.stage import SEOUL


@pytest.mark.parametrize(
    ("said", "known"),
    [("  안 나 ", "안 나"), ("안\u202e나\ud800", "안나"), ("가" * 300, "가" * 255), ("\u3164", None), (None, None)],
    ids=ascii,
)
def test_a_name_is_kept_so_that_it_can_be_shown(said: str | None, known: str | None) -> None:
    assert Profile(said, None, is_admin=False, is_gone=False).display_name == known


@pytest.mark.parametrize(
    ("chosen", "of_slack", "spoken"),
    [
        (Language.EN, Language.KO, Language.EN),
        (None, Language.EN, Language.EN),
        (Language.EN, None, Language.EN),
        (None, None, SEOUL.language),
    ],
)
def test_what_a_member_chose_comes_first_then_slacks_language_then_the_workspaces(
    chosen: Language | None, of_slack: Language | None, spoken: Language
) -> None:
    member = Member(MemberId(1), SEOUL.id, "U1", language=of_slack)
    assert Actor(SEOUL, replace(member, chosen_language=chosen)).language is spoken
