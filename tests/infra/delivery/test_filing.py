"""A file is shared once, whatever gets lost on the way; its bytes may be sent again."""

from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from domain.model.people import Member
from domain.outbox import Delivery, DeliveryKind
from domain.outgoing import File, ToMember
from infra.slack.errors import Refused, SlackCallError, Unknown, Unsent
from tests.infra.delivery.fakes import delivery, erased, person
from tests.infra.delivery.stage import Stage

EXPORT = delivery("export:click:1", DeliveryKind.EXPORT)
ANNOUNCE = "files.getUploadURLExternal"
SHARE = "files.completeUploadExternal"
SECRET = b'{"slack_id": "U1"}'


def file_for(member: Member) -> File:
    return File(ToMember(member), "My data", SECRET, "Here it is")


def given(member: Member | None = None, asked: Delivery = EXPORT) -> Stage:
    stage = Stage()
    stage.give(asked, file_for(member or person(1)))
    return stage


async def test_it_goes_to_the_members_own_conversation() -> None:
    stage = given()
    await stage.until_quiet()
    assert stage.files.shared == [("DU1", EXPORT.key, SECRET)]
    assert stage.queue.rows[EXPORT.key].state == "DONE"


async def test_the_remembered_conversation_is_not_opened_again() -> None:
    stage = given(person(1, dm_channel_id="D7"))
    await stage.until_quiet()
    assert [where for where, _, _ in stage.files.shared] == ["D7"]
    assert stage.slack.count("conversations.open") == 0


@pytest.mark.parametrize("method", [ANNOUNCE, "upload"])
@pytest.mark.parametrize("error", [Unknown, Unsent])
async def test_what_nobody_sees_is_done_again_without_looking(method: str, error: type[SlackCallError]) -> None:
    stage = given()
    stage.slack.before[method] = [error(method, "broken")]
    await stage.until_quiet()
    assert len(stage.files.shared) == 1
    assert (stage.slack.count(ANNOUNCE), stage.slack.count("conversations.history")) == (2, 0)


async def test_a_lost_answer_to_sharing_makes_no_second_file() -> None:
    stage = given()
    stage.slack.after[SHARE] = [Unknown(SHARE, "timed_out")]
    await stage.until_quiet()
    assert len(stage.files.shared) == 1
    assert (stage.slack.count("conversations.history"), stage.queue.rows[EXPORT.key].state) == (1, "DONE")


async def test_what_was_not_shared_after_all_is_shared_once_it_was_looked_for() -> None:
    stage = given()
    stage.slack.before[SHARE] = [Unknown(SHARE, "timed_out")]
    await stage.until_quiet()
    assert len(stage.files.shared) == 1
    assert stage.slack.count("conversations.history") == 1


async def test_whoever_takes_it_up_from_a_worker_that_was_killed_looks_first() -> None:
    stage = given()
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))
    await stage.queue.attempting(claim)
    announced = await stage.files.announce(EXPORT.key, len(SECRET))
    await stage.files.send(announced, SECRET)
    await stage.files.share(announced, "DU1", "My data", "Here it is")
    stage.time.at += timedelta(seconds=46)
    await stage.until_quiet()
    assert len(stage.files.shared) == 1


async def test_with_the_lease_lost_at_the_last_moment_nothing_is_shared() -> None:
    stage = given()
    row = stage.queue.rows[EXPORT.key]
    (claim,) = await stage.queue.claim(1, timedelta(seconds=45))

    def too_late() -> None:
        stage.time.at = row.lease_until

    stage.queue.before_attempting = too_late
    await stage.worker.deliver(claim)
    assert (stage.files.shared, row.in_doubt) == ([], False)


async def test_a_limit_of_slacks_is_waited_out() -> None:
    stage = given()
    stage.slack.before[SHARE] = [Unsent(SHARE, "ratelimited", timedelta(seconds=30))]
    await stage.until_quiet()
    first, second = [call.at for call in stage.slack.calls if call.method == SHARE]
    assert second - first >= timedelta(seconds=30)
    assert len(stage.files.shared) == 1


async def test_a_conversation_that_is_no_more_is_opened_anew() -> None:
    stage = given(person(1, dm_channel_id="DGONE"))
    stage.slack.before[SHARE] = [Refused(SHARE, "channel_not_found")]
    await stage.until_quiet()
    assert [where for where, _, _ in stage.files.shared] == ["DU1"]


async def test_what_slack_refuses_is_told_and_not_tried_again() -> None:
    stage = given()
    stage.slack.before[ANNOUNCE] = [Refused(ANNOUNCE, "file_uploads_disabled")]
    await stage.until_quiet()
    assert (stage.files.shared, stage.outcomes.told_refused) == ([], ["file_uploads_disabled"])


async def test_somebody_erased_gets_none() -> None:
    stage = given(erased(1))
    await stage.until_quiet()
    assert (stage.files.shared, stage.queue.rows[EXPORT.key].state) == ([], "OBSOLETE")


async def test_what_it_holds_is_in_no_log_and_no_row() -> None:
    stage = given()
    stage.slack.before["upload"] = [Unknown("upload", "http_500")]
    stage.slack.before[SHARE] = [Unknown(SHARE, "timed_out")]
    with structlog.testing.capture_logs() as logs:
        await stage.until_quiet()
    assert logs
    rows = [replace(row, delivery=EXPORT) for row in stage.queue.rows.values()]
    assert "slack_id" not in f"{logs}{rows}"
