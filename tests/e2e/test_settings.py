"""Settings and what follows from them, as people go through it; over HTTP and over Socket Mode."""

import pytest

from playground.driver import Person
from tests.e2e.people import MEAL_CHANNEL, Json, Table

pytestmark = pytest.mark.whole


async def saves(person: Person, **fields: object) -> Json:
    """Opens the settings, changes some of them and saves; what the bot answered."""
    await person.command(MEAL_CHANNEL, "/partner 설정")
    view = await person.top_view()
    assert view["callback_id"] == "settings"
    answer: Json = await person.submit(view, fields)
    return answer


async def listed(table: Table, person: Person, word: str = "목록") -> str:
    """The list as one person sees it."""
    before = len(await table.whispers(person))
    await person.command(MEAL_CHANNEL, f"/partner {word}")

    async def answered() -> bool:
        return len(await table.whispers(person)) > before

    await table.eventually(answered)
    return (await table.whispers(person))[-1]


async def shows_home(table: Table, person: Person, words: str) -> None:
    """Waits until the person's App Home has these words."""

    async def shown() -> bool:
        return words in str(await person.home())

    await table.eventually(shown)


async def test_whoever_chooses_english_is_spoken_to_in_english(table: Table) -> None:
    await shows_home(table, table.minjun, "내 모집")
    assert (await saves(table.minjun, language="en"))["response_action"] is None
    await shows_home(table, table.minjun, "Open posts")
    assert "There are no open posts" in await listed(table, table.minjun)
    dm = await table.minjun.open_dm("U0PARTNER")
    await table.minjun.say(dm, "설정")
    message = await table.told(table.minjun, "Press the button below")
    await table.minjun.click(dm, message["ts"], "home_settings")
    view = await table.minjun.top_view()
    assert view["title"]["text"] == "Settings"
    await table.minjun.submit(view, {"language": "auto"})
    await shows_home(table, table.minjun, "열려 있는 모집")
    assert await table.slack.violations() == []


async def test_two_of_whom_one_blocked_the_other_see_nothing_of_each_other(table: Table) -> None:
    await table.post(table.minjun, title="민준이네 치킨")
    await table.post(table.jiwoo, title="지우네 피자")
    assert (await saves(table.minjun, blocked=["U0JIWOO", "U0ANA"]))["response_action"] is None
    ours, theirs, others = [await listed(table, one) for one in (table.minjun, table.jiwoo, table.hajun)]
    assert ("치킨" in ours, "피자" in ours) == (True, False)
    assert ("치킨" in theirs, "피자" in theirs) == (False, True)
    assert ("치킨" in others, "피자" in others) == (True, True)
    await table.minjun.command(MEAL_CHANNEL, "/partner 설정")
    view = await table.minjun.top_view()
    assert view["state"]["values"]["blocked"]["blocked"]["selected_users"] == ["U0JIWOO", "U0ANA"]
    await table.minjun.submit(view, {"blocked": []})
    assert "피자" in await listed(table, table.minjun)
    assert await table.slack.violations() == []


async def test_who_cannot_be_blocked_is_said_and_can_be_put_right(table: Table) -> None:
    answer = await saves(table.minjun, blocked=["U0PARTNER"], dms=[])
    assert "차단할 수 없어요" in answer["errors"]["blocked"]
    view = await table.minjun.top_view()
    assert (await table.minjun.submit(view, {"blocked": [], "dms": ["joins"]}))["response_action"] is None
    await table.minjun.command(MEAL_CHANNEL, "/partner 설정")
    kept = (await table.minjun.top_view())["state"]["values"]["dms"]["dms"]["selected_options"]
    assert [each["value"] for each in kept] == ["joins"]
