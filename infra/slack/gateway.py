"""What the bot asks of Slack, in its own words. Nothing is retried here: whoever calls knows whether that is safe."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from domain.outgoing import Content
from domain.ports import Profile
from domain.vocabulary import Language
from infra.slack.calls import SlackCalls
from infra.slack.errors import Refused
from infra.slack.marks import Marks

LOOK_BACK: Final = timedelta(seconds=60)
"""How long before the first attempt a lost message may be dated: clocks differ."""

_ALREADY_IN: Final = "already_in_channel"
_NOBODY: Final = Profile(display_name=None, language=None, is_admin=False, is_gone=True)
_UNKNOWN_PEOPLE: Final = frozenset({"user_not_found", "users_not_found", "user_not_visible"})


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token it is, as `auth.test` says. `url` is the workspace's address and ends in a slash.

    `at` is when it was said, by Slack's clock and to the second; None where its answer bore no date.
    """

    team_id: str
    team_name: str
    url: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message is."""

    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What Slack says of a channel."""

    channel_id: str
    name: str
    is_member: bool
    is_archived: bool
    is_private: bool


@dataclass(frozen=True, slots=True)
class ViewRef:
    """An open view; `hash` names the state it had."""

    view_id: str
    hash: str


class SlackGateway:
    """Slack, under one token. Every method raises a `SlackCallError` that says what the failure means.

    `seconds` bounds a call of the deliveries, `view_seconds` one made while a person waits. Times are machine time.
    `admins` are people who count as admins beside those who are ones at Slack; `page` is how much of a list is read at
    a time.
    """

    def __init__(
        self,
        calls: SlackCalls,
        marks: Marks,
        *,
        seconds: float,
        view_seconds: float,
        admins: Collection[str] = (),
        page: int = 200,
    ) -> None:
        self._calls = calls
        self._marks = marks
        self._seconds = seconds
        self._view_seconds = view_seconds
        self._admins = frozenset(admins)
        self._page = page

    async def auth_test(self) -> Identity:
        """Whose token this is, and what it may do."""
        answer = await self._calls.read("auth.test", self._seconds)
        scopes = frozenset(each.strip() for each in answer["scopes"].split(",") if each.strip())
        bot_id = answer.get("bot_id", "")
        at = parsedate_to_datetime(answer["date"]) if answer["date"] else None
        return Identity(answer["team_id"], answer.get("team", ""), answer["url"], answer["user_id"], bot_id, scopes, at)

    async def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> ViewRef:
        """Opens a modal. The trigger works once and for three seconds."""
        return _view(await self._calls.write("views.open", self._view_seconds, trigger_id=trigger_id, view=view))

    async def push_view(self, trigger_id: str, view: Mapping[str, Any]) -> ViewRef:
        """Puts a modal on top of the one that is open."""
        return _view(await self._calls.write("views.push", self._view_seconds, trigger_id=trigger_id, view=view))

    async def update_view(self, view_id: str, view: Mapping[str, Any], view_hash: str | None = None) -> ViewRef:
        """Changes an open modal, only if it still is in the state of the hash."""
        answer = await self._calls.write("views.update", self._view_seconds, view_id=view_id, view=view, hash=view_hash)
        return _view(answer)

    async def publish_home(self, user_id: str, view: Mapping[str, Any]) -> ViewRef:
        """Shows a person's App Home."""
        return _view(await self._calls.write("views.publish", self._seconds, user_id=user_id, view=view))

    async def post(self, channel_id: str, content: Content, key: str, thread_ts: str | None = None) -> Sent:
        """Posts a message that carries the key's mark. Names the conversation that it really is in."""
        answer = await self._calls.write(
            "chat.postMessage",
            self._seconds,
            channel=channel_id,
            text=content.text,
            blocks=list(content.blocks) or None,
            thread_ts=thread_ts,
            metadata=self._marks.metadata(key),
            unfurl_links=False,
            unfurl_media=False,
        )
        return Sent(answer["channel"], answer["ts"])

    async def update(self, sent: Sent, content: Content, key: str) -> None:
        """Changes a message of ours; it keeps its mark. Raises `Gone` when it is there no more."""
        await self._calls.write(
            "chat.update",
            self._seconds,
            channel=sent.channel_id,
            ts=sent.ts,
            text=content.text,
            blocks=list(content.blocks),
            metadata=self._marks.metadata(key),
        )

    async def find_posted(
        self, channel_id: str, key: str, since: datetime, thread_ts: str | None, bot_id: str
    ) -> Sent | None:
        """Our message with the key's mark, posted after `since` or a little before, if it is there."""
        wanted = {"channel": channel_id, "oldest": f"{(since - LOOK_BACK).timestamp():.6f}", "limit": self._page}
        wanted |= {"include_all_metadata": True} | ({"ts": thread_ts} if thread_ts else {})
        method = "conversations.replies" if thread_ts else "conversations.history"
        async for page in self._calls.pages(method, self._seconds, **wanted):
            for message in page.get("messages", ()):
                if message.get("bot_id") == bot_id and self._marks.on(message, key):
                    return Sent(channel_id, message["ts"])
        return None

    async def answer(self, url: str, content: Content, *, replace_original: bool) -> None:
        """Answers a command or click, visible only to who asked."""
        body = {"response_type": "ephemeral", "replace_original": replace_original, "text": content.text}
        blocks = {"blocks": list(content.blocks)} if content.blocks else {}
        await self._calls.answer(url, self._seconds, body | blocks)

    async def open_conversation(self, user_ids: Sequence[str]) -> str:
        """The conversation between the bot and one to eight people, always the same for the same people."""
        answer = await self._calls.write("conversations.open", self._seconds, users=",".join(user_ids))
        return str(answer["channel"]["id"])

    async def create_channel(self, name: str) -> str:
        """A new private channel. Raises `Refused` with `name_taken` when there is one already."""
        answer = await self._calls.write("conversations.create", self._seconds, name=name, is_private=True)
        return str(answer["channel"]["id"])

    async def own_channel(self, name: str, bot_user_id: str) -> str | None:
        """The private channel of this name that the bot itself made, if there is one."""
        wanted = {"types": "private_channel", "exclude_archived": True, "limit": self._page}
        async for page in self._calls.pages("users.conversations", self._seconds, **wanted):
            for channel in page.get("channels", ()):
                if channel.get("name") == name and channel.get("creator") == bot_user_id:
                    return str(channel["id"])
        return None

    async def invite(self, channel_id: str, user_ids: Sequence[str]) -> None:
        """Brings people into a channel, all or nobody; those who are in it already count as brought.

        Raises `Refused` for whoever can't be brought: `force` would leave them out without a word.
        """
        try:
            await self._calls.write("conversations.invite", self._seconds, channel=channel_id, users=",".join(user_ids))
        except Refused as error:
            missing = _missing(error, user_ids)
            if missing:
                await self.invite(channel_id, missing)

    async def join(self, channel_id: str) -> None:
        """Enters a public channel."""
        await self._calls.write("conversations.join", self._seconds, channel=channel_id)

    async def user_info(self, user_id: str) -> Profile:
        """Who a person is. Somebody whom Slack doesn't know is gone."""
        try:
            answer = await self._calls.read("users.info", self._seconds, user=user_id, include_locale=True)
        except Refused as error:
            if error.code in _UNKNOWN_PEOPLE:
                return _NOBODY
            raise
        return self._profile(answer["user"])

    def _profile(self, user: Mapping[str, Any]) -> Profile:
        locale = user.get("locale") or ""
        language = next((each for each in Language if locale.startswith(each)), None)
        shown = (user.get("profile") or {}).get("display_name") or user.get("name")
        is_admin = bool(user.get("is_admin") or user.get("is_owner")) or user["id"] in self._admins
        return Profile(shown, language, is_admin, is_gone=bool(user.get("deleted")))

    async def conversation(self, channel_id: str) -> Conversation:
        """A channel, and whether the bot is in it."""
        channel = (await self._calls.read("conversations.info", self._seconds, channel=channel_id))["channel"]
        return Conversation(
            channel_id=channel["id"],
            name=channel.get("name", ""),
            is_member=bool(channel.get("is_member")),
            is_archived=bool(channel.get("is_archived")),
            is_private=bool(channel.get("is_private")),
        )


def _missing(refused: Refused, user_ids: Sequence[str]) -> list[str]:
    """Whom an invitation was refused for that named others as inside already. Raises any other refusal."""
    problems = [each for each in refused.details if isinstance(each, dict)]
    codes = [str(each.get("error")) for each in problems] or [refused.code]
    for code in codes:
        if code != _ALREADY_IN:
            raise Refused(refused.method, code, refused.details) from refused
    inside = {each.get("user") for each in problems}
    missing = [user_id for user_id in user_ids if user_id not in inside]
    return missing if len(missing) < len(user_ids) else []


def _view(answer: Mapping[str, Any]) -> ViewRef:
    return ViewRef(answer["view"]["id"], answer["view"]["hash"])
