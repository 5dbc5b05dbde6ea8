"""What Slack won't take, can't take now, or what isn't worth sending any more."""

import itertools
from datetime import timedelta

import pytest

from domain.errors import WrittenLater
from domain.outbox import DeliveryKind
from domain.outgoing import Content, Message, Obsolete, ToChannel, ToResponseUrl
from infra.slack.errors import Refused, Unknown, Unsent
from tests.infra.delivery.fakes import delivery
from tests.infra.delivery.stage import CHANNEL, Stage, to_channel

URL = "http://127.0.0.1/response/1"


def limited(method: str, seconds: int) -> Unsent:
    return Unsent(method, "ratelimited", timedelta(seconds=seconds))


async def test_after_429_nobody_calls_before_slacks_pause_is_over() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [limited("chat.postMessage", 30)]
    for key in "abc":
        stage.give(delivery(key), to_channel(key))

    await stage.until_quiet()

    refused, *others = [call for call in stage.slack.calls if call.method == "chat.postMessage"]
    assert sorted(stage.slack.texts()) == ["a", "b", "c"]
    assert all(call.at >= refused.at + timedelta(seconds=30) for call in others)


async def test_after_429_another_worker_waits_too() -> None:
    stage = Stage()
    stage.slack.before["chat.update"] = [limited("chat.update", 30)]
    for key in "ab":
        stage.give(delivery(key), to_channel(key))
    await stage.until_quiet()
    other = stage._worker(timing=stage.worker._timing)
    for key in "ab":
        stage.queue.enqueue(delivery(key))
    first, second = await stage.queue.claim(2, timedelta(seconds=45))

    await stage.worker.deliver(first)
    await other.deliver(second)
    await stage.until_quiet()

    refused, *others = [call for call in stage.slack.calls if call.method == "chat.update"]
    assert len(others) == 2
    assert all(call.at >= refused.at + timedelta(seconds=30) for call in others)


async def test_what_a_later_version_wrote_waits_for_one_of_its_workers() -> None:
    stage = Stage()
    row = stage.give(delivery("a"), WrittenLater())

    await stage.round()
    assert (row.state, row.error, stage.slack.calls) == ("PENDING", "written by a later version", [])
    stage.shows["a"] = to_channel("by the later one")
    await stage.until_quiet()

    assert stage.slack.texts() == ["by the later one"]


async def test_one_channels_429_does_not_hold_up_another() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [limited("chat.postMessage", 30)]
    stage.give(delivery("a"), to_channel("a"))
    stage.give(delivery("b"), Message(ToChannel("C2"), Content("b")))

    await stage.round()

    assert stage.slack.texts() == ["b"]


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "restricted_action", "user_disabled"])
async def test_a_refusal_is_told_and_never_tried_again(code: str) -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Refused("chat.postMessage", code)]
    row = stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert row.state == "REFUSED"
    assert stage.outcomes.told_refused == [code]
    assert stage.slack.count("chat.postMessage") == 1


async def test_a_refusal_holds_up_nobody_else() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Refused("chat.postMessage", "is_archived")]
    stage.give(delivery("a"), to_channel("a"))
    stage.give(delivery("b"), to_channel("b"))

    await stage.until_quiet()

    assert stage.slack.texts() == ["b"]


async def test_the_bot_enters_a_public_channel_and_posts() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Refused("chat.postMessage", "not_in_channel")]
    row = stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
    assert stage.slack.count("conversations.join") == 1
    assert row.state == "DONE"


async def test_a_private_channel_that_the_bot_is_not_in_is_refused_as_that() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Refused("chat.postMessage", "not_in_channel")]
    stage.slack.before["conversations.join"] = [Refused("conversations.join", "method_not_supported_for_channel_type")]
    stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert stage.outcomes.told_refused == ["not_in_channel"]


async def test_tries_are_further_and_further_apart() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Unsent("chat.postMessage", "not_connected")] * 8
    stage.give(delivery(), to_channel())

    await stage.until_quiet()

    times = [call.at for call in stage.slack.calls]
    pauses = [(after - before).total_seconds() for before, after in itertools.pairwise(times)]
    assert pauses[0] <= 1.1
    assert pauses[-1] > 20
    assert max(pauses) <= 60


async def test_a_database_failover_of_two_minutes_kills_nothing() -> None:
    stage = Stage()
    row = stage.give(delivery(), OSError("the database fails over"))
    while stage.time.monotonic() < 120:
        await stage.round()
        stage.time.at = max(row.due_at, stage.time.at + timedelta(seconds=1))
    stage.shows["a"] = to_channel()

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]


async def test_what_fails_for_hours_is_given_up_and_told() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Unsent("chat.postMessage", "invalid_auth")] * 10_000
    row = stage.give(delivery(), to_channel())

    await stage.until_quiet(most=2000)

    assert row.state == "DEAD"
    assert stage.outcomes.told_dead == ["chat.postMessage: invalid_auth"]
    assert stage.time.monotonic() >= 6 * 3600


async def test_an_error_kept_with_the_row_never_quotes_what_it_was_about() -> None:
    stage = Stage()
    row = stage.give(delivery(), ValueError("배고파요"))

    await stage.round()

    assert row.error == "ValueError"


async def test_what_is_obsolete_is_not_sent() -> None:
    stage = Stage()
    row = stage.give(delivery(), Obsolete())

    await stage.until_quiet()

    assert row.state == "OBSOLETE"
    assert stage.slack.calls == []


async def test_what_expired_by_the_domains_clock_is_not_sent() -> None:
    stage = Stage()
    row = stage.give(delivery(expires_at=stage.domain_now + timedelta(minutes=5)), to_channel())
    stage.domain_now += timedelta(minutes=5)

    await stage.until_quiet()

    assert row.state == "OBSOLETE"
    assert stage.slack.calls == []


async def test_an_answer_is_given() -> None:
    stage = Stage()
    row = stage.give(delivery(kind=DeliveryKind.ANSWER), Message(ToResponseUrl(URL), Content("you are in")))

    await stage.until_quiet()

    assert stage.slack.answers == ["you are in"]
    assert row.state == "DONE"


async def test_an_answer_that_may_have_arrived_is_not_given_again() -> None:
    stage = Stage()
    stage.slack.after["response_url"] = [Unknown("response_url", "timed_out")]
    row = stage.give(delivery(kind=DeliveryKind.ANSWER), Message(ToResponseUrl(URL), Content("you are in")))

    await stage.until_quiet()

    assert stage.slack.answers == ["you are in"]
    assert row.state == "OBSOLETE"


async def test_an_answer_in_hand_when_its_worker_died_is_not_given_again() -> None:
    stage = Stage()
    row = stage.give(delivery(kind=DeliveryKind.ANSWER), Message(ToResponseUrl(URL), Content("you are in")))
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))
    await stage.queue.attempting(claim)
    stage.time.at = row.lease_until

    await stage.until_quiet()

    assert stage.slack.answers == []
    assert row.state == "OBSOLETE"


async def test_an_answer_that_certainly_was_not_taken_is_tried_again() -> None:
    stage = Stage()
    stage.slack.before["response_url"] = [Unsent("response_url", "not_connected")]
    stage.give(delivery(kind=DeliveryKind.ANSWER), Message(ToResponseUrl(URL), Content("you are in")))

    await stage.until_quiet()

    assert stage.slack.answers == ["you are in"]


async def test_each_outcome_is_counted_by_kind() -> None:
    stage = Stage()
    stage.give(delivery("a"), to_channel())
    stage.give(delivery("b"), Obsolete())

    await stage.until_quiet()

    text = stage.metrics.render().decode()
    assert 'partner42_deliveries_total{kind="card",outcome="done"} 1.0' in text
    assert 'partner42_deliveries_total{kind="card",outcome="obsolete"} 1.0' in text
    assert CHANNEL not in text
