"""People, conversations, homes and modals at a local Slack that is as strict as Slack."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import aiohttp
import pytest

from domain.outgoing import Content
from domain.vocabulary import Language
from infra.metrics import Metrics
from infra.slack.errors import Refused
from infra.slack.gateway import Sent, SlackGateway
from playground import Playground
from playground.driver import SlackDriver
from tests.infra.slack.conftest import gateway_at

BLOCKS = ({"type": "section", "text": {"type": "mrkdwn", "text": "*치킨* 드실 분"}},)
KEY = "recruitment:0b9c:promoted:3:42"


async def test_the_same_people_always_share_one_conversation(gateway: SlackGateway) -> None:
    one = await gateway.open_conversation(["U0MINJUN", "U0SEOYEON"])
    other = await gateway.open_conversation(["U0SEOYEON", "U0MINJUN"])

    assert one == other


async def test_a_private_channel_is_made_once_and_found_again(gateway: SlackGateway) -> None:
    made = await gateway.create_channel("lunch-a1b2")

    with pytest.raises(Refused) as refused:
        await gateway.create_channel("lunch-a1b2")

    assert refused.value.code == "name_taken"
    assert await gateway.own_channel("lunch-a1b2", "U0PARTNER") == made
    assert await gateway.own_channel("lunch-a1b2", "U0MINJUN") is None
    assert await gateway.own_channel("no-such-channel", "U0PARTNER") is None


async def test_people_are_brought_in_even_when_some_are_there_already(
    gateway: SlackGateway, slack: SlackDriver
) -> None:
    channel = await gateway.create_channel("lunch-a1b2")
    await gateway.invite(channel, ["U0MINJUN"])

    await gateway.invite(channel, ["U0MINJUN", "U0SEOYEON"])
    await gateway.invite(channel, ["U0MINJUN", "U0SEOYEON"])

    (seen,) = [each for each in await slack.channels("U0SEOYEON") if each["id"] == channel]
    assert {"U0MINJUN", "U0SEOYEON"} <= set(seen["members"])


async def test_nobody_is_brought_in_without_those_who_cannot_be(gateway: SlackGateway, slack: SlackDriver) -> None:
    channel = await gateway.create_channel("lunch-a1b2")
    await gateway.invite(channel, ["U0MINJUN"])
    await slack.deactivate("U0HAJUN")

    with pytest.raises(Refused) as refused:
        await gateway.invite(channel, ["U0MINJUN", "U0HAJUN", "U0SEOYEON"])

    assert refused.value.code == "cant_invite"
    assert channel not in [each["id"] for each in await slack.channels("U0SEOYEON")]


@pytest.mark.parametrize(
    ("user", "name", "language", "is_admin"),
    [
        ("U0MINJUN", "minjkim", Language.KO, True),
        ("U0SEOYEON", "seolee", Language.KO, False),
        ("U0ANA", "ahernand", Language.EN, False),
    ],
)
async def test_who_people_are(
    gateway: SlackGateway, user: str, name: str, language: Language, *, is_admin: bool
) -> None:
    profile = await gateway.user_info(user)

    assert (profile.display_name, profile.language) == (name, language)
    assert profile.is_admin is is_admin
    assert not profile.is_gone


async def test_the_settings_can_make_somebody_an_admin(playground: Playground, session: aiohttp.ClientSession) -> None:
    token = playground.options.bot_token
    gateway = gateway_at(playground.api_url, token, session, Metrics(), admins=("U0SEOYEON",))

    assert (await gateway.user_info("U0SEOYEON")).is_admin


async def test_who_was_deactivated_or_never_was_is_gone(gateway: SlackGateway, slack: SlackDriver) -> None:
    await slack.deactivate("U0JOHN")

    assert (await gateway.user_info("U0JOHN")).is_gone
    assert (await gateway.user_info("U0NOBODY")).is_gone


async def test_a_home_is_shown(gateway: SlackGateway, slack: SlackDriver) -> None:
    await gateway.publish_home("U0MINJUN", {"type": "home", "blocks": list(BLOCKS)})

    home = await slack.home("U0MINJUN")
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "*치킨* 드실 분"


Try = Callable[[SlackGateway], Awaitable[object]]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda gateway: gateway.open_view("nonsense", {"type": "modal"}),
        lambda gateway: gateway.push_view("nonsense", {"type": "modal"}),
        lambda gateway: gateway.update_view("V0NONE", {"type": "modal"}, "hash"),
    ],
)
async def test_a_modal_that_slack_does_not_show_is_a_refusal(gateway: SlackGateway, attempt: Try) -> None:
    with pytest.raises(Refused):
        await attempt(gateway)


async def test_nothing_that_the_gateway_sends_breaks_a_rule_of_slacks(
    gateway: SlackGateway, slack: SlackDriver
) -> None:
    sent = await gateway.post("C0MEAL", Content("2/4", BLOCKS), KEY)
    await gateway.update(Sent(sent.channel_id, sent.ts), Content("3/4", BLOCKS), KEY)
    await gateway.find_posted("C0MEAL", KEY, datetime.now(UTC), None, "B0PARTNER")
    await gateway.user_info("U0MINJUN")
    channel = await gateway.create_channel("lunch")
    await gateway.invite(channel, ["U0MINJUN"])
    await gateway.own_channel("lunch", "U0PARTNER")
    await gateway.publish_home("U0MINJUN", {"type": "home", "blocks": list(BLOCKS)})

    assert await slack.violations() == []
