"""One call of a Web API method, as its handler sees it."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.backend import Backend
from playground.methods import MethodSpec
from playground.model import BOT_USER, Channel, Json, Kind, Person
from playground.web_api.arguments import Arguments
from playground.web_api.errors import ApiError, invalid_arguments


@dataclass(frozen=True, slots=True)
class Call:
    """The method asked for, its arguments, and the workspace."""

    backend: Backend
    spec: MethodSpec
    args: Arguments

    def require_scope(self, *scopes: str) -> None:
        """Refuse with ``missing_scope`` unless the app has one of these."""
        provided = self.backend.profile.scopes
        if scopes and not provided & set(scopes):
            needed = ",".join(sorted(scopes))
            raise ApiError("missing_scope", needed=needed, provided=",".join(sorted(provided)))

    def channel(self, name: str = "channel") -> Channel:
        """Return a conversation that the bot may know of; ``channel_not_found`` otherwise."""
        return self.known_channel(self.args.text(name))

    def known_channel(self, id_: str) -> Channel:
        """Return the conversation of that id if the bot may know of it; ``channel_not_found`` otherwise."""
        channel = self.backend.workspace.channels.get(id_)
        if channel is None or (channel.kind is not Kind.CHANNEL and BOT_USER not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def limit(self, default: int, highest: int) -> int:
        """Return the page size; a wrong one is ``invalid_limit`` where the method's page knows that error."""
        try:
            return self.args.number("limit", default, highest)
        except ValueError as broken:
            known = self.spec.may_answer("invalid_limit")
            refusal = invalid_arguments("must be greater than 0 [json-pointer:/limit]")
            raise (ApiError("invalid_limit") if known else refusal) from broken

    def person(self, id_: str, refusal: str = "user_not_found") -> Person:
        """Return somebody of the workspace."""
        person = self.backend.workspace.people.get(id_)
        if person is None:
            raise ApiError(refusal)
        return person


Handler = Callable[[Call], Json]


def require_member(channel: Channel) -> None:
    """Refuse with ``not_in_channel`` unless the bot is in the conversation."""
    if BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
