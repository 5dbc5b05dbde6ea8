"""The loop: claiming, waking, draining."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import structlog

from domain.outgoing import Content
from infra.slack.gateway import Sent
from tests.infra.delivery.fakes import delivery
from tests.infra.delivery.stage import TIMING, Stage, to_channel

PATIENT = replace(TIMING, poll=timedelta(hours=1))


async def run_while(stage: Stage, condition: asyncio.Event) -> None:
    running = asyncio.create_task(stage.worker.run())
    async with asyncio.timeout(5):
        await condition.wait()
    stage.worker.stop()
    await running


def posted(stage: Stage) -> asyncio.Event:
    """Set once something was posted."""
    happened = asyncio.Event()
    post = stage.slack.post

    async def watched(channel_id: str, content: Content, key: str, thread_ts: str | None = None) -> Sent:
        sent = await post(channel_id, content, key, thread_ts)
        happened.set()
        return sent

    stage.slack.post = watched  # type: ignore[method-assign] # a wire-tap
    return happened


async def test_a_wake_delivers_at_once() -> None:
    stage = Stage(PATIENT)
    happened = posted(stage)
    running = asyncio.create_task(stage.worker.run())
    await asyncio.sleep(0)
    stage.give(delivery(), to_channel())
    stage.worker.wake()

    async with asyncio.timeout(5):
        await happened.wait()
    stage.worker.stop()
    await running

    assert stage.slack.texts() == ["hello"]


async def test_what_others_left_is_found_without_a_wake() -> None:
    stage = Stage(replace(TIMING, poll=timedelta(milliseconds=1)))
    happened = posted(stage)
    running = asyncio.create_task(stage.worker.run())
    await asyncio.sleep(0)
    stage.give(delivery(), to_channel())

    async with asyncio.timeout(5):
        await happened.wait()
    stage.worker.stop()
    await running

    assert stage.slack.texts() == ["hello"]


async def test_stopping_finishes_what_is_in_hand_and_claims_no_more() -> None:
    stage = Stage(PATIENT)
    going_on = asyncio.Event()
    begun = asyncio.Event()

    async def slow() -> None:
        begun.set()
        await going_on.wait()

    stage.slack.meanwhile = slow
    row = stage.give(delivery("a"), to_channel("a"))
    running = asyncio.create_task(stage.worker.run())
    await begun.wait()
    late = stage.give(delivery("b"), to_channel("b"))
    stage.worker.stop()
    await asyncio.sleep(0)
    still_running = not running.done()
    going_on.set()
    await running

    assert still_running
    assert row.state == "DONE"
    assert late.state == "PENDING"


async def test_what_takes_too_long_to_finish_is_left_in_doubt_for_another_worker() -> None:
    stage = Stage(replace(PATIENT, drain=timedelta(0)))
    begun = asyncio.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    stage.slack.meanwhile = endless
    row = stage.give(delivery(), to_channel())
    running = asyncio.create_task(stage.worker.run())
    await begun.wait()
    stage.worker.stop()
    await running

    assert row.state == "CLAIMED"
    assert row.in_doubt


async def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker() -> None:
    stage = Stage(replace(TIMING, poll=timedelta(milliseconds=1)))
    happened = posted(stage)
    stage.give(delivery(), to_channel())
    failures = [OSError("away"), OSError("still away")]

    def fail() -> None:
        if failures:
            raise failures.pop()

    stage.queue.before_claim = fail

    await run_while(stage, happened)

    assert stage.slack.texts() == ["hello"]


async def test_no_more_is_in_hand_than_allowed() -> None:
    stage = Stage(replace(PATIENT, at_once=2))
    going_on = asyncio.Event()
    begun = 0

    async def hold() -> None:
        nonlocal begun
        begun += 1
        stage.slack.meanwhile = hold
        await going_on.wait()

    stage.slack.meanwhile = hold
    for key in "abcd":
        stage.give(delivery(key), to_channel(key))
    running = asyncio.create_task(stage.worker.run())
    for _ in range(20):
        await asyncio.sleep(0)
    at_most = sum(row.state == "CLAIMED" for row in stage.queue.rows.values())
    going_on.set()
    stage.worker.stop()
    await running

    assert at_most == 2


async def test_every_line_of_a_delivery_says_which_it_is_and_nothing_that_people_wrote() -> None:
    stage = Stage()
    said = {"said": "비밀 이야기"}
    stage.give(delivery("r:card", subject="0b9c", params=said), RuntimeError("비밀 이야기를 그릴 수 없음"))

    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        await stage.round()

    assert [line["event"] for line in lines] == ["delivery_broke"]
    told = {name: lines[0][name] for name in ("delivery", "subject", "workspace", "fence", "tries")}
    assert told == {"delivery": "card", "subject": "0b9c", "workspace": 1, "fence": 1, "tries": 1}
    assert "비밀" not in str({name: value for name, value in lines[0].items() if name != "exc_info"})
