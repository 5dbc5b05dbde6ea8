from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import ManualMachineClock, Playground
from playground.driver import SlackDriver
from tests.playground.conftest import refusal, refused
from tests.playground.shapes import field, home, modal, plain


@pytest.fixture
def trigger(playground: Playground) -> Any:
    """Issues trigger ids as if a person had just acted."""
    return lambda user="U0SUA", view_id=None: playground.backend.triggers.issue(user, view_id)


async def test_a_trigger_opens_one_modal_for_the_one_who_caused_it(
    client: AsyncWebClient, slack: SlackDriver, trigger: Any
) -> None:
    opened = await client.views_open(trigger_id=trigger(), view=modal())
    assert [view["id"] for view in await slack.views("U0SUA")] == [opened["view"]["id"]]
    assert await slack.views("U0JIWOO") == []
    assert opened["view"]["state"]["values"] == {"title": {"title": {"type": "plain_text_input", "value": None}}}


async def test_a_trigger_works_once(client: AsyncWebClient, trigger: Any) -> None:
    used = trigger()
    await client.views_open(trigger_id=used, view=modal())
    assert await refusal(client.views_open(trigger_id=used, view=modal())) == "exchanged_trigger_id"


async def test_a_trigger_works_for_three_seconds(
    client: AsyncWebClient, trigger: Any, machine: ManualMachineClock
) -> None:
    in_time, late = trigger(), trigger()
    machine.advance(3)
    await client.views_open(trigger_id=in_time, view=modal())
    machine.advance(0.01)
    assert await refusal(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


async def test_a_made_up_trigger_is_invalid(client: AsyncWebClient) -> None:
    assert await refusal(client.views_open(trigger_id="1.2.abc", view=modal())) == "invalid_trigger_id"


async def test_a_view_that_breaks_a_rule_leaves_its_trigger_unused(client: AsyncWebClient, trigger: Any) -> None:
    spare = trigger()
    answer = await refused(client.views_open(trigger_id=spare, view=modal("가" * 25)))
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]
    assert (await client.views_open(trigger_id=spare, view=modal()))["ok"]


@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_view_stays_below_two_hundred_and_fifty_kilobytes(client: AsyncWebClient, trigger: Any) -> None:
    long = [{"type": "section", "text": plain("가" * 3000)} for _ in range(100)]
    assert await refusal(client.views_open(trigger_id=trigger(), view=modal("큰 것", *long))) == "view_too_large"


async def test_three_modals_fit_on_a_stack(client: AsyncWebClient, slack: SlackDriver, trigger: Any) -> None:
    root = (await client.views_open(trigger_id=trigger(), view=modal("하나")))["view"]["id"]
    second = await client.views_push(trigger_id=trigger("U0SUA", root), view=modal("둘"))
    assert (second["view"]["root_view_id"], second["view"]["previous_view_id"]) == (root, root)
    await client.views_push(trigger_id=trigger("U0SUA", root), view=modal("셋"))
    fourth = client.views_push(trigger_id=trigger("U0SUA", root), view=modal("넷"))
    assert await refusal(fourth) == "push_limit_reached"
    assert [view["title"]["text"] for view in await slack.views("U0SUA")] == ["하나", "둘", "셋"]


async def test_only_an_act_inside_a_modal_lets_one_be_pushed(client: AsyncWebClient, trigger: Any) -> None:
    await client.views_open(trigger_id=trigger(), view=modal())
    assert await refusal(client.views_push(trigger_id=trigger(), view=modal())) == "not_found"


async def test_a_stale_hash_is_a_conflict(client: AsyncWebClient, trigger: Any) -> None:
    view = (await client.views_open(trigger_id=trigger(), view=modal()))["view"]
    fresh = await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("둘째"))
    assert fresh["view"]["hash"] != view["hash"]
    stale = client.views_update(view_id=view["id"], hash=view["hash"], view=modal("셋째"))
    assert await refusal(stale) == "hash_conflict"


async def test_an_update_finds_its_view_by_either_id(client: AsyncWebClient, trigger: Any) -> None:
    await client.views_open(trigger_id=trigger(), view=modal(external_id="mine"))
    assert (await client.views_update(external_id="mine", view=modal(external_id="mine")))["ok"]
    assert await refusal(client.views_update(view_id="V0NONE", view=modal())) == "not_found"
    answer = await refused(client.api_call("views.update", json={"view": modal()}))
    assert answer["error"] == "invalid_arguments"


async def test_an_external_id_is_taken_once(client: AsyncWebClient, trigger: Any) -> None:
    await client.views_open(trigger_id=trigger("U0SUA"), view=modal(external_id="mine"))
    again = client.views_open(trigger_id=trigger("U0JIWOO"), view=modal(external_id="mine"))
    assert await refusal(again) == "duplicate_external_id"


async def test_an_update_keeps_what_was_typed_into_fields_of_the_same_ids(
    client: AsyncWebClient, trigger: Any, playground: Playground
) -> None:
    opened = (await client.views_open(trigger_id=trigger(), view=modal("하나", field("title"), field("old"))))["view"]
    view = playground.backend.workspace.view(opened["id"])
    assert view is not None
    view.values["title"]["title"]["value"] = "치킨"
    renewed = modal("둘", field("title", initial_value="피자"), field("new", initial_value="처음"))
    values = (await client.views_update(view_id=opened["id"], view=renewed))["view"]["state"]["values"]
    assert values["title"]["title"]["value"] == "치킨"
    assert values["new"]["new"]["value"] == "처음"
    assert "old" not in values


async def test_a_home_is_published_per_person(client: AsyncWebClient, slack: SlackDriver) -> None:
    published = (await client.views_publish(user_id="U0SUA", view=home("수아의 홈")))["view"]
    assert (await slack.home("U0SUA") or {})["id"] == published["id"]
    assert await slack.home("U0JIWOO") is None
    stale = client.views_publish(user_id="U0SUA", view=home(), hash="0.stale")
    assert await refusal(stale) == "hash_conflict"
    assert (await client.views_publish(user_id="U0SUA", view=home("새 홈"), hash=published["hash"]))["ok"]


async def test_a_home_is_for_people_of_the_workspace(client: AsyncWebClient) -> None:
    answer = await refused(client.views_publish(user_id="U0NOBODY", view=home()))
    assert answer["response_metadata"]["messages"] == ["[ERROR] invalid `user_id`"]


async def test_a_modal_is_no_home_and_a_home_no_modal(client: AsyncWebClient, trigger: Any) -> None:
    assert await refusal(client.views_publish(user_id="U0SUA", view=modal())) == "invalid_arguments"
    assert await refusal(client.views_open(trigger_id=trigger(), view=home())) == "invalid_arguments"
