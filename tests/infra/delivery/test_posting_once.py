"""Every message once, whatever gets lost."""

from datetime import timedelta

import pytest

from domain.outbox import DeliveryKind, PostedMessage
from domain.outgoing import Content, Message, Obsolete, ToThread
from infra.slack.errors import Refused, Unknown, Unsent
from tests.infra.delivery.fakes import delivery
from tests.infra.delivery.stage import CHANNEL, Stage, to_channel

LOST = Unknown("chat.postMessage", "timed_out")


async def test_a_new_message_is_posted_and_its_place_kept() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel("hello"))

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
    assert row.state == "DONE"
    assert row.posted == PostedMessage("a", CHANNEL, "1.0")
    assert stage.outcomes.told_posted == [row.posted]


async def test_a_message_that_is_there_is_updated_not_posted_again() -> None:
    stage = Stage()
    stage.give(delivery(), to_channel("one seat left"))
    await stage.until_quiet()
    stage.give(delivery(), to_channel("full"))

    await stage.until_quiet()

    assert stage.slack.texts() == ["full"]
    assert len(stage.outcomes.told_posted) == 1


async def test_accepted_but_the_answer_lost_is_found_and_adopted_not_posted_twice() -> None:
    stage = Stage()
    stage.slack.after["chat.postMessage"] = [LOST]
    row = stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
    assert row.posted == PostedMessage("a", CHANNEL, "1.0")
    assert row.state == "DONE"


async def test_an_adopted_message_is_brought_up_to_date_for_much_may_have_changed_since() -> None:
    stage = Stage()
    stage.slack.after["chat.postMessage"] = [LOST]
    stage.give(delivery(), to_channel("one seat left"))
    await stage.round()
    stage.give(delivery(), to_channel("full"))

    await stage.until_quiet()

    assert stage.slack.texts() == ["full"]


async def test_what_is_over_before_it_was_known_to_be_posted_says_so_where_it_was() -> None:
    stage = Stage()
    stage.slack.after["chat.postMessage"] = [LOST]
    row = stage.give(delivery(), to_channel("one seat left"))
    await stage.round()
    stage.give(delivery(), Obsolete(to_channel("closed")))

    await stage.until_quiet()

    assert stage.slack.texts() == ["closed"]
    assert (row.state, row.posted) == ("DONE", PostedMessage("a", CHANNEL, "1.0"))


@pytest.mark.parametrize("lost", [False, True])
async def test_what_is_over_and_was_never_posted_is_not_posted(lost: bool) -> None:  # noqa: FBT001 a test's parameter
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [LOST if lost else Unsent("chat.postMessage", "ratelimited")]
    row = stage.give(delivery(), to_channel("one seat left"))
    await stage.round()
    stage.give(delivery(), Obsolete(to_channel("closed")))

    await stage.until_quiet()

    assert (stage.slack.texts(), row.state) == ([], "OBSOLETE")


async def test_not_accepted_and_the_answer_lost_is_posted_after_looking() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [LOST]
    stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
    assert [call.method for call in stage.slack.calls] == [
        "chat.postMessage",
        "conversations.history",
        "chat.postMessage",
    ]


async def test_a_doubtful_post_gets_time_to_arrive_before_it_is_looked_for() -> None:
    stage = Stage()
    stage.slack.after["chat.postMessage"] = [LOST]
    stage.give(delivery(), to_channel())

    await stage.until_quiet()

    posted, looked, _ = stage.slack.calls
    assert looked.at - posted.at >= timedelta(seconds=2)


async def test_a_lost_reply_is_looked_for_in_its_thread() -> None:
    stage = Stage()
    stage.give(delivery("parent"), to_channel("card"))
    await stage.until_quiet()
    stage.slack.after["chat.postMessage"] = [LOST]
    stage.give(delivery("reply", DeliveryKind.COMMENT), Message(ToThread("parent"), Content("me too")))

    await stage.until_quiet()

    assert stage.slack.texts() == ["card", "me too"]
    assert stage.slack.threads["2.0"] == "1.0"


async def test_a_worker_that_dies_after_posting_leaves_one_message() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel())
    stage.outcomes.failing = [OSError("the database is away"), OSError("still away")]

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
    assert row.state == "DONE"


async def test_a_worker_killed_between_recording_and_posting_leaves_no_gap() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel())
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))
    await stage.queue.attempting(claim)
    stage.time.at = row.lease_until

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]


async def test_with_the_lease_lost_nothing_is_posted() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel())
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))
    stage.time.at = row.lease_until

    await stage.worker.deliver(claim)

    assert stage.slack.texts() == []


async def test_with_the_lease_lost_at_the_last_moment_nothing_is_posted_either() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel())
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))

    def too_late() -> None:
        stage.time.at = row.lease_until

    stage.queue.before_attempting = too_late
    await stage.worker.deliver(claim)

    assert (stage.slack.texts(), row.in_doubt) == ([], False)


async def test_a_message_is_not_updated_by_who_lost_the_lease() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel("old"))
    await stage.until_quiet()
    stage.queue.enqueue(row.delivery)
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))
    stage.time.at = row.lease_until
    stage.shows["a"] = to_channel("stale")

    await stage.worker.deliver(claim)

    assert stage.slack.texts() == ["old"]


async def test_a_change_during_its_own_delivery_shows_in_the_end() -> None:
    stage = Stage()
    stage.give(delivery(), to_channel("1 of 4"))

    async def somebody_joins() -> None:
        stage.give(delivery(), to_channel("2 of 4"))

    stage.slack.meanwhile = somebody_joins
    await stage.until_quiet()

    assert stage.slack.texts() == ["2 of 4"]


async def test_an_update_whose_answer_is_lost_is_rendered_again() -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel("old"))
    await stage.until_quiet()
    stage.slack.before["chat.update"] = [Unknown("chat.update", "internal_error")]
    stage.give(delivery(), to_channel("new"))

    await stage.until_quiet()

    assert stage.slack.texts() == ["new"]
    assert row.state == "DONE"
    assert stage.slack.count("conversations.history") == 0


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message"])
async def test_a_message_that_vanished_is_told_and_left(code: str) -> None:
    stage = Stage()
    row = stage.give(delivery(), to_channel("old"))
    await stage.until_quiet()
    stage.slack.before["chat.update"] = [Refused("chat.update", code)]
    stage.queue.enqueue(row.delivery)

    await stage.until_quiet()

    assert row.state == "REFUSED"
    assert stage.outcomes.told_refused == [code]


async def test_what_certainly_was_not_sent_is_not_looked_for() -> None:
    stage = Stage()
    stage.slack.before["chat.postMessage"] = [Unsent("chat.postMessage", "not_connected")]
    stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
    assert stage.slack.count("conversations.history") == 0


async def test_a_doubt_outlives_a_try_that_could_not_look() -> None:
    stage = Stage()
    stage.slack.after["chat.postMessage"] = [LOST]
    stage.slack.before["conversations.history"] = [Unsent("conversations.history", "ratelimited", timedelta(seconds=9))]
    stage.give(delivery(), to_channel())

    await stage.until_quiet()

    assert stage.slack.texts() == ["hello"]
