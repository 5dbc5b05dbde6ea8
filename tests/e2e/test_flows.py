"""From `/partner` to the group's DM, as people go through it; over HTTP and over Socket Mode."""

from datetime import timedelta

import pytest

from tests.e2e.people import MEAL_CHANNEL, Table

pytestmark = pytest.mark.whole


async def test_three_cadets_meet_because_the_author_confirms(table: Table) -> None:
    card = await table.post(table.minjun)
    await table.joins(table.seoyeon, card)
    await table.joins(table.jiwoo, card)
    card = await table.card_when(table.minjun, lambda each: "3/4" in str(each["blocks"]))
    await table.manages(table.minjun, card, "confirm")
    for cadet in (table.minjun, table.seoyeon, table.jiwoo):
        message = await table.group_dm(cadet)
        assert "개포에서 치킨 드실 분" in str(message["blocks"])
    final = await table.card_when(table.hajun, lambda each: "확정" in each["text"])
    assert not [block for block in final["blocks"] if block["type"] == "actions"]
    assert await table.slack.violations() == []


async def test_three_cadets_meet_because_the_closing_time_comes(table: Table) -> None:
    card = await table.post(table.minjun)
    await table.joins(table.seoyeon, card)
    await table.slack.advance(timedelta(hours=2).total_seconds())
    assert (await table.group_dm(table.minjun))["ts"] == (await table.group_dm(table.seoyeon))["ts"]
    await table.card_when(table.minjun, lambda each: "확정" in each["text"])
    assert await table.slack.violations() == []


async def test_the_last_seat_confirms_by_itself(table: Table) -> None:
    card = await table.post(table.minjun, "/partner 밥 2명")
    await table.joins(table.ana, card)
    assert await table.group_dm(table.ana)
    await table.card_when(table.minjun, lambda each: "확정" in each["text"])


async def test_nobody_came_and_the_author_gets_a_way_on(table: Table) -> None:
    await table.post(table.minjun)
    await table.slack.advance(timedelta(hours=2).total_seconds())
    message = await table.told(table.minjun, "찾지 못했어요")
    await table.card_when(table.minjun, lambda each: each["text"] == "마감된 모집이에요")
    await table.minjun.click(message["channel"], message["ts"], "recruitment_repost")
    view = await table.minjun.top_view()
    assert view["callback_id"] == "recruitment_create"
    await table.minjun.submit(view)
    await table.card_when(table.minjun, lambda each: "개포에서 치킨 드실 분" in str(each["blocks"]))


async def test_a_full_recruitment_keeps_a_waitlist_whose_first_moves_up(table: Table) -> None:
    card = await table.post(table.minjun, capacity="2", options=[])
    await table.joins(table.seoyeon, card)
    await table.joins(table.jiwoo, card)
    assert "대기 1번째" in (await table.whispers(table.jiwoo))[-1]
    await table.leaves(table.seoyeon, card)
    await table.told(table.jiwoo, "빈자리가 나서")


async def test_a_stranger_cannot_manage_and_only_the_stranger_hears_of_it(table: Table) -> None:
    card = await table.post(table.minjun)
    before = await table.whispers(table.hajun)
    await table.hajun.select_overflow(card["channel"], card["ts"], "recruitment_manage", _value(card, "cancel"))

    async def refused() -> bool:
        return len(await table.whispers(table.hajun)) > len(before)

    await table.eventually(refused)
    assert "올린 사람만" in (await table.whispers(table.hajun))[-1]
    assert await table.whispers(table.minjun) == []


async def test_an_anonymous_recruitment_shows_its_people_to_each_other_alone(table: Table) -> None:
    card = await table.post(table.minjun, options=["anonymous"])
    await table.joins(table.seoyeon, card)
    seen = await table.card_when(table.hajun, lambda each: "2/4" in str(each["blocks"]))
    assert "U0MINJUN" not in str(seen)
    assert "U0SEOYEON" not in str(seen)
    await table.manages(table.minjun, seen, "confirm")
    assert "U0SEOYEON" in str(await table.group_dm(table.minjun))
    final = await table.card_when(table.hajun, lambda each: "확정" in each["text"])
    assert "U0MINJUN" not in str(final)


async def test_a_comment_on_an_anonymous_recruitment_keeps_its_alias(table: Table) -> None:
    card = await table.post(table.minjun, options=["anonymous"])
    await table.seoyeon.click(card["channel"], card["ts"], "recruitment_comment")
    await table.seoyeon.submit(await table.seoyeon.top_view(), {"content": "몇 시까지 괜찮아요? <!channel>"})

    async def commented() -> bool:
        replies = await table.hajun.thread(MEAL_CHANNEL, card["ts"])
        return any("익명 1" in reply["text"] and "<!channel>" not in reply["text"] for reply in replies)

    await table.eventually(commented)
    await table.told(table.minjun, "댓글")


async def test_a_cancelled_recruitment_tells_everybody_in_it(table: Table) -> None:
    card = await table.post(table.minjun)
    await table.joins(table.seoyeon, card)
    await table.manages(table.minjun, card, "cancel")
    await table.told(table.seoyeon, "취소됐어요")
    await table.card_when(table.minjun, lambda each: each["text"] == "마감된 모집이에요")


async def test_a_deactivated_author_takes_the_recruitment_along(table: Table) -> None:
    card = await table.post(table.jiwoo)
    await table.joins(table.seoyeon, card)
    await table.slack.deactivate("U0JIWOO")
    await table.told(table.seoyeon, "취소됐어요")


async def test_a_post_into_an_archived_channel_gives_the_draft_back(table: Table) -> None:
    await table.slack.post("archive", user="U0MINJUN", channel=MEAL_CHANNEL)
    await table.minjun.command("C0STUDY", "/partner 밥 개포 치킨")
    fields = {"way_of_eating": "EATOUT", "channel": MEAL_CHANNEL}
    await table.minjun.submit(await table.minjun.top_view(), fields)
    message = await table.told(table.minjun, "올리지 못했어요")
    await table.minjun.click(message["channel"], message["ts"], "recruitment_repost")
    assert "치킨" in str(await table.minjun.top_view())


async def test_the_author_hears_that_somebody_deleted_the_card(table: Table) -> None:
    card = await table.post(table.seoyeon)
    await table.slack.post("delete", user="U0MINJUN", channel=card["channel"], ts=card["ts"])
    await table.jiwoo.command(MEAL_CHANNEL, "/partner 목록")
    (listed,) = [each for each in await table.jiwoo.messages(MEAL_CHANNEL) if each["ephemeral"]]
    await table.jiwoo.click(MEAL_CHANNEL, listed["ts"], "recruitment_join")
    told = await table.told(table.seoyeon, "더는 고칠 수 없게 됐어요")
    await table.manages(table.seoyeon, told, "cancel")
    await table.told(table.jiwoo, "취소됐어요")


async def test_the_bot_enters_a_public_channel_before_it_posts_there(table: Table) -> None:
    await table.minjun.command("C0RANDOM42", "/partner 밥 개포 치킨 4명 외식")
    await table.minjun.submit(await table.minjun.top_view(), {"channel": "C0RANDOM42"})

    async def posted() -> bool:
        return any(each["bot_id"] for each in await table.minjun.messages("C0RANDOM42"))

    await table.eventually(posted)


async def test_a_form_that_became_a_study_goes_to_the_study_channel(table: Table) -> None:
    await table.minjun.command(MEAL_CHANNEL, "/partner 밥 개포")
    await table.minjun.choose_in_view(await table.minjun.top_view(), "category", "STUDY", {"title": "libft 같이 해요"})
    await table.minjun.submit(await table.minjun.top_view(), {"study_type": "INNER_CIRCLE"})

    async def posted() -> bool:
        return any("libft" in each["text"] for each in await table.minjun.messages("C0STUDY"))

    await table.eventually(posted)


async def test_a_lost_answer_to_a_post_makes_no_second_card(table: Table) -> None:
    await table.slack.faults({"method": "chat.postMessage", "kind": "drop_after", "times": 1})
    await table.post(table.minjun)
    await table.joins(table.seoyeon, (await table.cards(table.minjun))[0])
    await table.card_when(table.minjun, lambda each: "2/4" in str(each["blocks"]))
    assert len(await table.cards(table.minjun)) == 1


def _value(card: dict[str, object], word: str) -> str:
    text = str(card["blocks"])
    start = text.index(f"{word}:")
    return text[start : start + len(word) + 1 + 36]
