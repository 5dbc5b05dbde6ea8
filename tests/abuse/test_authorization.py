"""Everything that can be asked for, asked for by everybody: allowed or refused as the matrix says."""

from uuid import UUID

import pytest

from domain.errors import ErrorCode
from domain.ports import Profile
from domain.vocabulary import Language
from handlers.ids import Action
from tests.abuse.conftest import Copied
from tests.abuse.matrix import OF_NO_TEAM, OF_SLACK_ITSELF, Person, Row
from tests.abuse.rows import ROWS
from tests.abuse.settling import Things
from tests.abuse.snapshot import Changes, looking_at, taken
from tests.abuse.town import ANN, DAN, EVE, FAR, FARTEAM, GUS, Answer, Town
from tests.handlers import slack

pytestmark = pytest.mark.whole

ANSWERS = {"inbox", "outbox"}
"""What is told, and that it was told: no state of anything."""

SILENT = {"action match_calendar", *OF_SLACK_ITSELF}
"""What is taken note of."""

NOTHING_TO_DO = {
    *(("command cancel", each) for each in (Person.STRANGER, Person.ADMIN)),
    ("event user_change", Person.GUEST),
}
"""They have nothing that waits; nobody knows them."""

CELLS = [(row, person) for row in ROWS for person in Person]
REFUSED = [(row, person) for row, person in CELLS if row.expected(person) is not None]
SHOWN = [(row, person) for row, person in CELLS if row.expected(person) is None and not row.changes]
DONE = [(row, person) for row, person in CELLS if row.expected(person) is None and row.changes]


def of(cells: list[tuple[Row, Person]]) -> pytest.MarkDecorator:
    ids = [f"{row.name} by {person.name.lower()}" for row, person in cells]
    return pytest.mark.parametrize(("row", "person"), cells, ids=ids)


async def ask(town: Town, row: Row, things: Things, person: Person) -> tuple[Answer, Changes]:
    with looking_at(town.url) as connection:
        before = taken(connection)
        answer = await town.send(row.body(things, person))
        return answer, Changes.between(before, taken(connection))


@of(REFUSED)
async def test_what_is_not_for_them_is_refused_and_changes_nothing(
    town: Town, things: Things, row: Row, person: Person
) -> None:
    answer, changes = await ask(town, row, things, person)

    code = row.expected(person)
    assert (answer.status, answer.refused) == ((401, None) if code == OF_NO_TEAM else (200, code))
    assert not changes.but_for_answers()


@pytest.mark.mariadb
async def test_a_server_refuses_the_same(mariadb_town: tuple[Town, Things]) -> None:
    town, things = mariadb_town
    for row, person in REFUSED:
        if row.changes and person in {Person.STRANGER, Person.ELSEWHERE}:
            answer, changes = await ask(town, row, things, person)
            assert (row.name, person, answer.refused) == (row.name, person, row.expected(person))
            assert not changes.but_for_answers()


@of(SHOWN)
async def test_what_is_for_them_is_shown_and_changes_nothing(
    town: Town, things: Things, row: Row, person: Person
) -> None:
    answer, changes = await ask(town, row, things, person)

    assert (answer.status, answer.refused) == (200, None)
    assert answer.shown or answer.body or changes or row.name in SILENT
    assert changes.tables <= ANSWERS


@of(DONE)
async def test_what_is_for_them_is_done_and_nothing_else(
    copied: Copied, things: Things, row: Row, person: Person
) -> None:
    async with copied() as town:
        answer, changes = await ask(town, row, things, person)

    assert (answer.status, answer.refused) == (200, None)
    assert changes.tables - ANSWERS <= row.changes
    assert bool(changes.tables - ANSWERS) is ((row.name, person) not in NOTHING_TO_DO)


async def test_elsewhere_nobody_learns_whether_something_exists_here(town: Town, things: Things) -> None:
    async def refusal(action: Action, value: str) -> str | None:
        body = slack.click(FAR, action, value)
        return (await town.send({**body, "team": {"id": FARTEAM}, "user": {"id": FAR}})).refused

    # A file names nothing, and is there once a day whatever is said of it.
    for action in set(Action) - {Action.SETTINGS_EXPORT}:
        never_was = await refusal(action, str(UUID(int=10**9)))
        for real in (things.open, things.cancelled, things.met, things.wait):
            assert await refusal(action, real) == never_was


async def test_an_admin_by_the_settings_of_this_workspace_is_none_elsewhere(town: Town, things: Things) -> None:
    body = slack.click(EVE, Action.RECRUITMENT_CANCEL, things.open)
    answer = await town.send({**body, "team": {"id": FARTEAM}, "user": {"id": EVE}})

    assert answer.refused == ErrorCode.NOT_FOUND


@pytest.mark.parametrize("view", ["edit", "confirm", "cancel", "comment"])
async def test_what_a_modal_carries_gives_no_right(town: Town, things: Things, view: str) -> None:
    """Somebody opens a modal of their own and has it say another's recruitment, another workspace's included."""
    for subject in (things.abroad, things.cancelled, things.met, str(UUID(int=10**9)), "", "x" * 3000):
        opened = things.views[view]
        tampered = {**opened, "private_metadata": opened["private_metadata"].replace(things.open, subject)}
        tampered["private_metadata"] = tampered["private_metadata"].replace(things.anonymous, subject)
        with looking_at(town.url) as connection:
            before = taken(connection)
            answer = await town.send(slack.submission(DAN, {**tampered, "id": slack.NUMBERS.next("V")}))
            changes = Changes.between(before, taken(connection))
        assert answer.status == 200
        assert answer.refused is not None
        assert not changes.but_for_answers()


async def test_who_acts_is_whom_slack_names_whatever_else_is_said(town: Town, things: Things) -> None:
    body = slack.click(DAN, Action.RECRUITMENT_CANCEL, things.open)
    claimed = {"user_id": ANN, "actor": ANN, "api_app_id": ANN, "enterprise": {"id": ANN}}

    assert (await town.send({**body, **claimed})).refused == ErrorCode.NOT_AUTHOR


async def test_whoever_comes_back_is_let_in_once_slack_has_said_so(copied: Copied, things: Things) -> None:
    async with copied() as town:
        body = slack.click(GUS, Action.RECRUITMENT_JOIN, things.open)
        with looking_at(town.url) as connection:
            before = taken(connection)
            assert (await town.send(body)).refused == ErrorCode.MEMBER_GONE
            asked_after = Changes.between(before, taken(connection)).rows("outbox")
        gus = (await town.services.directory.actor(slack.TEAM, GUS)).member
        assert [(row["kind"], row["member_id"]) for row in asked_after] == [("profile", gus.id)]

        await town.services.people.learn(gus.id, Profile("gus", Language.KO, is_admin=False, is_gone=False))
        town.services.directory.forget(slack.TEAM, GUS)
        assert (await town.send({**body, "trigger_id": "another"})).refused is None
