"""Whatever is done with an anonymous post: whose it is comes out nowhere."""

import pytest

from handlers.ids import Action, Manage
from tests.abuse.conftest import Copied
from tests.abuse.matrix import TEAMS, Person
from tests.abuse.settling import Things
from tests.abuse.town import IVY, Answer, Town
from tests.handlers import slack
from tests.handlers.world import said

pytestmark = pytest.mark.whole

REVEALING = (IVY, f"{IVY.lower()}-name")
"""Ivy's id and her name."""

WATCHERS = (Person.STRANGER, Person.PARTICIPANT, Person.AUTHOR, Person.ADMIN, Person.ELSEWHERE)
"""Everybody but Ivy; `AUTHOR` is of other posts."""


def asked_by(person: Person, things: Things) -> list[slack.Body]:
    """Everything that can be done with it and to see of it, but for confirming: then those who meet see names."""
    subject, user = things.hidden, person.value
    clicks = [slack.click(user, action, subject) for action in Action if action is not Action.RECRUITMENT_JOIN]
    clicks += [slack.click(user, Action.RECRUITMENT_MANAGE, option=f"{word}:{subject}") for word in Manage]
    seats = [slack.click(user, Action.RECRUITMENT_LEAVE, subject), slack.click(user, Action.RECRUITMENT_JOIN, subject)]
    edit, ask = things.views["edit"], things.views["cancel"]
    submissions = [
        slack.submission(user, {**edit, "id": "V0EDIT", "private_metadata": f'{{"editing":"{subject}"}}'}),
        slack.submission(user, {**ask, "id": "V0ASK", "private_metadata": f"confirm:{things.cancelled}"}),
    ]
    words = [slack.command(user, word) for word in ("목록", "취소", "기록", "상태")]
    home = slack.event("app_home_opened", user=user, tab="home", channel="D0HOME")
    team = TEAMS.get(person, slack.TEAM)
    bodies = [*clicks, *seats, *submissions, *words, home]
    return [body | {"team_id": team} | ({"team": {"id": team}} if "team" in body else {}) for body in bodies]


@pytest.mark.parametrize("person", WATCHERS, ids=lambda each: each.name.lower())
async def test_nobody_learns_whose_it_is(copied: Copied, things: Things, person: Person) -> None:
    async with copied() as town:
        answers = [await town.send(body) for body in asked_by(person, things)]
        everything = [*map(shown_by, answers), *await told_to(town, person)]

    assert [words for words in everything if any(each in words for each in REVEALING)] == []
    assert person is Person.ELSEWHERE or any(things.hidden in words for words in everything)


def shown_by(answer: Answer) -> str:
    return answer.body.decode() + said(answer.shown)


async def told_to(town: Town, person: Person) -> list[str]:
    """What they are told, and what everybody in a channel is told."""
    team = TEAMS.get(person, slack.TEAM)
    member = (await town.services.directory.actor(team, person.value)).member.id
    return [said(outgoing) for delivery, outgoing in await town.told() if delivery.member in {None, member}]
