"""Scopes by kind of conversation: ``channels:``, ``groups:``, ``im:``, ``mpim:``."""

from typing import Final

from playground.model import Channel, Kind
from playground.web_api.call import Call

FAMILIES: Final = {Kind.CHANNEL: "channels", Kind.PRIVATE: "groups", Kind.IM: "im", Kind.MPIM: "mpim"}


def require_kind(call: Call, channel: Channel, act: str) -> None:
    """Refuse with ``missing_scope`` unless the app may ``act`` (read, history) on this kind of conversation."""
    call.require_scope(f"{FAMILIES[channel.kind]}:{act}")


def manage_scopes(channel: Channel, narrow: str | None) -> tuple[str, ...]:
    """Return the scopes of which one lets an app change the conversation; ``narrow`` as in ``:write.topic``."""
    family = FAMILIES[channel.kind]
    wide = ("channels:manage", "channels:write") if channel.kind is Kind.CHANNEL else (f"{family}:write",)
    return (*wide, f"{family}:write{narrow}") if narrow else wide
