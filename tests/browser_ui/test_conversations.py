import pytest
from playwright.async_api import expect

from tests.browser_ui.blocks import actions, button, section
from tests.browser_ui.conftest import Opener
from tests.browser_ui.page_bot import Json, Workspace
from tests.browser_ui.window import ANA, JIWOO, MEAL, MINJUN, SEOYEON, STUDY

pytestmark = pytest.mark.browser


async def test_a_message_arrives_in_another_window_without_reloading(window: Opener) -> None:
    writer, reader = await window(MINJUN), await window(SEOYEON)
    await writer.say("오늘 점심 같이 드실 분?")
    await expect(reader.messages.last).to_contain_text("오늘 점심 같이 드실 분?")
    await expect(reader.messages.last.get_by_role("button", name="minjkim", exact=True)).to_be_visible()


async def test_what_is_typed_is_shown_and_never_run(window: Opener) -> None:
    writer = await window(MINJUN)
    await writer.say("<img src=x onerror=alert(1)> *굵게* _기울임_ ~취소~ `<b>` & :rice:")
    message = writer.messages.last
    await expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(message.locator("img")).to_have_count(0)
    await expect(message.locator("strong")).to_have_text("굵게")
    await expect(message.locator("em")).to_have_text("기울임")
    await expect(message.locator("s")).to_have_text("취소")
    await expect(message.locator("code")).to_have_text("<b>")
    await expect(message.get_by_role("img", name="rice")).to_have_text("🍚")


async def test_a_mention_chosen_from_the_list_becomes_one_and_opens_a_direct_message(window: Opener) -> None:
    writer = await window(MINJUN)
    await writer.composer.press_sequentially("안녕 @서연")
    await writer.composer.press("Enter")
    await expect(writer.composer).to_have_value("안녕 @seolee ")
    await writer.composer.press("Enter")
    await writer.messages.last.get_by_role("button", name="@seolee").click()
    await expect(writer.page.get_by_role("heading", level=1)).to_contain_text("seolee")
    assert "/archives/D" in writer.page.url


async def test_unread_messages_are_counted_until_they_are_seen(window: Opener, workspace: Workspace) -> None:
    reader = await window(ANA)
    await workspace.api.chat_postMessage(channel=STUDY, text="one")
    await workspace.api.chat_postMessage(channel=STUDY, text="two")
    entry = reader.page.get_by_role("navigation").get_by_role("button", name="공트너")
    await expect(entry).to_contain_text("2 unread messages")
    await expect(reader.page).to_have_title("(2) #밥트너 · ahernand · 42 Seoul")
    await entry.click()
    await expect(reader.page.get_by_role("separator", name="New", exact=True)).to_be_visible()
    await expect(entry).not_to_contain_text("unread")


async def test_a_slash_offers_the_command_and_its_usage_and_the_answer_is_for_me_alone(
    window: Opener, workspace: Workspace
) -> None:
    workspace.bot.answers("/partner", {"response_type": "ephemeral", "text": "이렇게 써요"})
    mine, other = await window(MINJUN), await window(SEOYEON)
    await mine.composer.press_sequentially("/pa")
    await expect(mine.page.get_by_role("option", name="/partner")).to_contain_text("[밥|공부|도움말]")
    await mine.composer.press("Enter")
    await expect(mine.composer).to_have_value("/partner ")
    await mine.composer.press("Enter")
    await expect(mine.messages.last).to_contain_text("나에게만 표시돼요")
    await expect(mine.messages.last).to_contain_text("이렇게 써요")
    await expect(other.messages).to_have_count(0)
    await mine.button("메시지 닫기").click()
    await expect(mine.messages).to_have_count(0)


async def test_a_command_that_is_not_answered_says_so_as_slack_does_and_gives_the_words_back(
    window: Opener, workspace: Workspace
) -> None:
    workspace.bot.status = 500
    mine = await window(MINJUN)
    await mine.say("/partner 밥")
    await expect(mine.messages.last).to_contain_text("/partner 명령이 실패했어요. 오류: dispatch_failed")
    await expect(mine.messages).to_have_count(1)
    await expect(mine.composer).to_have_value("/partner 밥")


async def test_an_unknown_command_and_one_in_a_thread_are_refused_before_they_are_sent(
    window: Opener, workspace: Workspace
) -> None:
    posted = await workspace.api.chat_postMessage(channel=MEAL, text="모집")
    mine = await window(MINJUN, f"/archives/{MEAL}?thread_ts={posted['ts']}")
    await mine.say("/nothing")
    await expect(mine.messages.last).to_contain_text("/nothing은(는) 쓸 수 있는 명령이 아니에요")
    reply = mine.page.get_by_role("complementary", name="스레드").get_by_role("textbox")
    await reply.fill("/partner 밥")
    await reply.press("Enter")
    await expect(mine.page.get_by_role("log", name="스레드")).to_contain_text("스레드에서 쓸 수 없어요")
    assert "/partner 밥" not in workspace.bot.names()


async def test_a_reply_counts_under_the_message_and_opens_beside_it(window: Opener, workspace: Workspace) -> None:
    posted = await workspace.api.chat_postMessage(channel=MEAL, text="모집")
    mine, other = await window(MINJUN), await window(JIWOO)
    await mine.messages.last.hover()
    await mine.messages.last.get_by_role("button", name="스레드에 댓글 달기").click()
    reply = mine.page.get_by_role("complementary", name="스레드").get_by_role("textbox")
    await reply.fill("저 갈게요")
    await reply.press("Enter")
    await other.page.get_by_role("button", name="댓글 1개").click()
    await expect(other.page.get_by_role("log", name="스레드")).to_contain_text("저 갈게요")
    assert posted["ts"] in other.page.url


async def test_a_message_link_opens_in_place_and_marks_the_message(window: Opener, workspace: Workspace) -> None:
    posted = await workspace.api.chat_postMessage(channel=MEAL, text="여기예요")
    for count in range(60):
        await workspace.api.chat_postMessage(channel=MEAL, text=f"다음 {count}")
    link = f"{workspace.playground.url}archives/{MEAL}/p{posted['ts'].replace('.', '')}"
    await workspace.api.chat_postMessage(channel=STUDY, text=f"<{link}|모집 보기>")
    mine = await window(MINJUN, f"/archives/{STUDY}")
    await mine.page.get_by_role("link", name="모집 보기").click()
    marked = mine.page.locator(f'.highlight[data-ts="{posted["ts"]}"]')
    await expect(marked).to_be_in_viewport()
    await expect(marked).to_be_focused()
    await expect(mine.page.get_by_role("heading", level=1)).to_contain_text("밥트너")
    assert f"as={MINJUN}" in mine.page.url


async def test_an_edit_shows_at_once_and_the_keyboard_stays_on_the_button(window: Opener, workspace: Workspace) -> None:
    blocks = [section("1 / 4명"), actions(button("참여하기", "join", style="primary"), block_id="seats")]
    posted = await workspace.api.chat_postMessage(channel=MEAL, text="모집", blocks=blocks)

    async def join(payload: Json) -> None:
        assert payload["container"]["message_ts"] == posted["ts"]
        fresh = [section("2 / 4명"), blocks[1]]
        await workspace.api.chat_update(channel=MEAL, ts=str(posted["ts"]), text="모집", blocks=fresh)

    workspace.bot.on("join", join)
    mine = await window(MINJUN)
    await mine.button("참여하기").focus()
    await mine.page.keyboard.press("Enter")
    await expect(mine.messages.last).to_contain_text("2 / 4명")
    await expect(mine.button("참여하기")).to_be_focused()


async def test_a_text_that_was_edited_says_so(window: Opener, workspace: Workspace) -> None:
    posted = await workspace.api.chat_postMessage(channel=MEAL, text="처음 글")
    mine = await window(MINJUN)
    await workspace.api.chat_update(channel=MEAL, ts=str(posted["ts"]), text="고친 글")
    await expect(mine.messages.last).to_contain_text("고친 글 (편집됨)")


async def test_a_draft_waits_in_its_channel(window: Opener) -> None:
    mine = await window(MINJUN)
    await mine.composer.fill("쓰다 만 글")
    navigation = mine.page.get_by_role("navigation")
    await navigation.get_by_role("button", name="공트너").click()
    await expect(mine.composer).to_have_value("")
    await navigation.get_by_role("button", name="밥트너").click()
    await expect(mine.composer).to_have_value("쓰다 만 글")


async def test_a_channel_one_is_not_in_can_be_seen_and_joined(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN)
    await mine.button("채널 메뉴").click()
    await mine.page.get_by_role("menuitem", name="채널 나가기").click()
    await mine.button("채널 참여하기").click()
    await expect(mine.composer).to_be_visible()
    members = workspace.playground.backend.workspace.channels[MEAL].members
    assert MINJUN in members


async def test_more_windows_than_a_browser_has_connections_all_stay_live(window: Opener) -> None:
    first = await window(MINJUN)
    pages = [await first.page.context.new_page() for _ in range(6)]
    for page in pages:
        await page.goto(first.page.url)
        await expect(page.get_by_role("textbox", name="#밥트너에 메시지 보내기")).to_be_visible()
    await first.say("모두 보이나요")
    for page in pages:
        await expect(page.get_by_role("log").first).to_contain_text("모두 보이나요")
