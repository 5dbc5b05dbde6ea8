"""Direct messages, groups, threads, homes and look-ups."""

from datetime import timedelta

import pytest

from domain.outbox import DeliveryKind, PostedMessage
from domain.outgoing import Content, HomeView, LookUp, Message, ToGroup, ToHome, ToMember, ToThread
from domain.ports import Profile
from domain.vocabulary import Language
from infra.slack.errors import Refused, Unknown, Unsent
from tests.infra.delivery.fakes import delivery, erased, person
from tests.infra.delivery.stage import Stage, to_channel

GONE = Profile(None, None, is_admin=False, is_gone=True)


def to_group(size: int) -> Message:
    return Message(ToGroup(tuple(person(number) for number in range(1, size + 1)), "lunch-a1b2"), Content("go!"))


async def test_a_direct_message_opens_the_conversation_and_remembers_it() -> None:
    stage = Stage()
    stage.give(delivery(), Message(ToMember(person(7)), Content("a seat for you")))

    await stage.until_quiet()

    assert stage.outcomes.dm_channels == {7: "DU7"}
    assert [sent.channel_id for sent in stage.slack.messages] == ["DU7"]


async def test_a_remembered_conversation_is_not_opened_again() -> None:
    stage = Stage()
    stage.give(delivery(), Message(ToMember(person(7, dm_channel_id="D7")), Content("a seat for you")))

    await stage.until_quiet()

    assert stage.slack.count("conversations.open") == 0
    assert [sent.channel_id for sent in stage.slack.messages] == ["D7"]


async def test_a_remembered_conversation_that_is_no_more_is_opened_anew() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Refused("chat.postMessage", "channel_not_found")]
    stage.give(delivery(), Message(ToMember(person(7, dm_channel_id="DOLD")), Content("a seat for you")))

    await stage.until_quiet()

    assert [sent.channel_id for sent in stage.slack.messages] == ["DU7"]
    assert stage.outcomes.dm_channels == {7: "DU7"}


async def test_nobody_writes_to_somebody_whose_data_were_erased() -> None:
    stage = Stage()
    row = stage.give(delivery(), Message(ToMember(erased(7)), Content("x")))

    await stage.until_quiet()

    assert row.state == "OBSOLETE"
    assert stage.slack.calls == []


async def test_up_to_eight_meet_in_one_group_dm() -> None:
    stage = Stage()
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(8))

    await stage.until_quiet()

    assert stage.slack.texts() == ["go!"]
    assert row.posted == PostedMessage("a", "DU1U2U3U4U5U6U7U8", "1.0")
    assert stage.slack.channels == {}


async def test_the_groups_conversation_is_kept_before_anything_is_posted_in_it() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Unsent("chat.postMessage", "not_connected")]
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(3))

    await stage.round()
    kept = row.posted
    await stage.until_quiet()

    assert kept == PostedMessage("a", "DU1U2U3", None)
    assert stage.slack.count("conversations.open") == 1


async def test_more_than_eight_meet_in_a_private_channel() -> None:
    stage = Stage()
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))

    await stage.until_quiet()

    assert stage.slack.channels == {"lunch-a1b2": "G1"}
    assert stage.slack.invited == [f"U{number}" for number in range(1, 10)]
    assert row.posted == PostedMessage("a", "G1", "1.0")


async def test_a_channel_whose_making_went_unanswered_is_found_among_our_own() -> None:
    stage = Stage()
    stage.slack.after["conversations.create"] = [Unknown("conversations.create", "timed_out")]
    stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))
    await stage.round()
    stage.slack.before["conversations.create"] = [Refused("conversations.create", "name_taken")]

    await stage.until_quiet()

    assert list(stage.slack.channels) == ["lunch-a1b2"]
    assert [sent.channel_id for sent in stage.slack.messages] == ["G1"]


async def test_a_channel_that_was_made_is_kept_before_anybody_is_invited() -> None:
    stage = Stage()
    stage.slack.before["conversations.invite"] = [Unknown("conversations.invite", "timed_out")]
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))

    await stage.round()
    kept = row.posted
    await stage.until_quiet()

    assert kept == PostedMessage("a", "G1", None)
    assert stage.slack.count("conversations.create") == 1
    assert stage.slack.texts() == ["go!"]


@pytest.mark.parametrize("code", ["user_disabled", "user_not_found"])
async def test_who_is_gone_is_found_out_and_told_so_that_the_others_can_meet(code: str) -> None:
    stage = Stage()
    stage.slack.before["conversations.open"] = [Refused("conversations.open", code)]
    stage.slack.profiles["U2"] = GONE
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(3))

    await stage.until_quiet()

    assert [member.id for member in stage.outcomes.told_unreachable] == [2]
    assert row.state == "OBSOLETE"
    assert stage.slack.texts() == []


async def test_who_cannot_be_brought_into_a_channel_is_told_too() -> None:
    stage = Stage()
    stage.slack.before["conversations.invite"] = [Refused("conversations.invite", "cant_invite")]
    stage.slack.profiles["U2"] = GONE
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))

    await stage.until_quiet()

    assert [member.id for member in stage.outcomes.told_unreachable] == [2]
    assert row.state == "OBSOLETE"


async def test_who_was_erased_is_unreachable_without_asking_slack() -> None:
    stage = Stage()
    group = Message(ToGroup((person(1), erased(2), person(3)), "x"), Content("go!"))
    stage.give(delivery(kind=DeliveryKind.MATCH_DM), group)

    await stage.until_quiet()

    assert [member.id for member in stage.outcomes.told_unreachable] == [2]
    assert stage.slack.calls == []


@pytest.mark.parametrize(
    ("method", "code", "size"),
    [
        ("conversations.open", "never_heard_of", 3),
        ("conversations.invite", "is_archived", 9),
        ("chat.postMessage", "channel_not_found", 3),
    ],
)
async def test_for_whatever_slack_refuses_a_group_each_gets_a_direct_message(method: str, code: str, size: int) -> None:
    stage = Stage()
    stage.slack.before[method] = [Refused(method, code)]
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(size))

    await stage.until_quiet()

    assert [sent.channel_id for sent in stage.slack.messages] == [f"DU{number}" for number in range(1, size + 1)]
    assert row.state == "DONE"


async def test_where_channels_are_forbidden_each_gets_a_direct_message() -> None:
    stage = Stage()
    stage.slack.before["conversations.create"] = [Refused("conversations.create", "restricted_action")]
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))

    await stage.until_quiet()

    assert [sent.channel_id for sent in stage.slack.messages] == [f"DU{number}" for number in range(1, 10)]
    assert row.state == "DONE"


async def test_one_by_one_each_gets_one_even_when_it_broke_off_in_the_middle() -> None:
    stage = Stage()
    stage.slack.before["conversations.create"] = [Refused("conversations.create", "restricted_action")] * 2
    stage.slack.after["chat.postMessage"] = [Unknown("chat.postMessage", "timed_out")]
    stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))

    await stage.until_quiet()

    assert sorted(sent.channel_id for sent in stage.slack.messages) == [f"DU{number}" for number in range(1, 10)]


async def test_one_who_takes_no_direct_message_does_not_keep_it_from_the_others() -> None:
    stage = Stage()
    stage.slack.before["conversations.create"] = [Refused("conversations.create", "restricted_action")]
    stage.slack.before["chat.postMessage"] = [Refused("chat.postMessage", "messages_tab_disabled")]
    row = stage.give(delivery(kind=DeliveryKind.MATCH_DM), to_group(9))

    await stage.until_quiet()

    assert len(stage.slack.messages) == 8
    assert row.state == "DONE"


async def test_a_reply_waits_for_its_parent() -> None:
    stage = Stage()
    stage.give(delivery("reply", DeliveryKind.THREAD_OPENER), Message(ToThread("parent"), Content("hi")))
    await stage.round()
    stage.give(delivery("parent"), to_channel("card"))

    await stage.until_quiet()

    assert stage.slack.texts() == ["card", "hi"]
    assert stage.slack.threads == {"1.0": None, "2.0": "1.0"}


async def test_a_home_is_published() -> None:
    stage = Stage()
    row = stage.give(delivery(kind=DeliveryKind.HOME), HomeView(ToHome(person(7)), {"type": "home"}))

    await stage.until_quiet()

    assert stage.slack.homes == {"U7": {"type": "home"}}
    assert row.state == "DONE"


async def test_a_person_is_looked_up() -> None:
    stage = Stage()
    stage.slack.profiles["U7"] = Profile("minjkim", Language.KO, is_admin=True, is_gone=False)
    row = stage.give(delivery(kind=DeliveryKind.PROFILE), LookUp(person(7)))

    await stage.until_quiet()

    assert stage.outcomes.profiles == {7: stage.slack.profiles["U7"]}
    assert row.state == "DONE"


async def test_a_home_is_not_published_by_who_lost_the_lease() -> None:
    stage = Stage()
    row = stage.give(delivery(kind=DeliveryKind.HOME), HomeView(ToHome(person(7)), {"type": "home"}))
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))
    stage.time.at = row.lease_until

    await stage.worker.deliver(claim)

    assert stage.slack.homes == {}
