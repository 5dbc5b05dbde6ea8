"""Clicks and choices: ``block_actions``."""

from dataclasses import dataclass
from typing import Any, Final

from playground.acts.actor import actor, deliver_interaction, interaction, visible
from playground.acts.errors import ActError, mapping, values_of
from playground.backend import Backend
from playground.elements import STATE_KEYS, Placed, find_element, options_of, state_of
from playground.messages import find_whisper
from playground.model import Channel, Json, Message, Person, View
from playground.shapes import channel_name_in_payloads, message_object, thread_facts, view_object
from playground.views import remember_values

_WITH_OPTIONS: Final = frozenset({"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"})


@dataclass(frozen=True, slots=True)
class _Deed:
    """The chosen element and what is sent of it."""

    placed: Placed
    action: Json
    state: Json


async def act(backend: Backend, given: Json) -> Json:
    """Click a button or choose in a menu, in a message or a view that the person sees."""
    person = actor(backend, given.get("user"))
    source = mapping(given, "source")
    if source.get("type") == "view":
        return await _in_view(backend, person, given, source)
    return await _in_message(backend, person, given, source)


async def _in_message(backend: Backend, person: Person, given: Json, source: Json) -> Json:
    channel = visible(backend, person, source.get("channel"))
    message = _message(backend, person, channel, str(source.get("ts")))
    blocks = message.blocks or []
    deed = _deed(backend, given, blocks)
    # Only what was clicked in a thread is answered there: the message that a thread hangs on stands in the channel.
    thread_ts = message.thread_ts if message.is_reply else None
    url_id = backend.response_urls.issue(person.id, channel.id, message.ts, thread_ts)
    payload = interaction(
        person,
        "block_actions",
        container=_container(message),
        channel={"id": channel.id, "name": channel_name_in_payloads(channel)},
        state={"values": _after(blocks, values_of(given), deed)},
        trigger_id=backend.triggers.issue(person.id),
        response_url=f"{backend.url}response/{url_id}",
        actions=[deed.action],
    )
    if message.ephemeral_to is None:  # Slack sends no message along that it doesn't keep
        payload["message"] = message_object(message) | thread_facts(channel, message)
    await deliver_interaction(backend, person, "action", deed.action["action_id"], payload, channel.id)
    return {"request_id": payload["trigger_id"]}


async def _in_view(backend: Backend, person: Person, given: Json, source: Json) -> Json:
    view = own_view(backend, person, source.get("view_id"))
    deed = _deed(backend, given, view.body["blocks"])
    remember_values(backend, view, _after(view.body["blocks"], values_of(given) or view.values, deed))
    payload = interaction(
        person,
        "block_actions",
        container={"type": "view", "view_id": view.id},
        trigger_id=backend.triggers.issue(person.id, view.id if view.is_modal else None),
        view=view_object(view),
        actions=[deed.action],
    )
    await deliver_interaction(backend, person, "action", deed.action["action_id"], payload)
    return {"request_id": payload["trigger_id"]}


def own_view(backend: Backend, person: Person, view_id: object) -> View:
    """Return a view that is open before this person."""
    view = backend.workspace.view(str(view_id))
    if view is None or view.owner != person.id:
        raise ActError("view_not_found")
    return view


def _message(backend: Backend, person: Person, channel: Channel, ts: str) -> Message:
    message = channel.messages.get(ts) or find_whisper(backend, person.id, channel.id, ts)
    if message is None:
        raise ActError("message_not_found")
    return message


def _container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.is_reply else {})


def _deed(backend: Backend, given: Json, blocks: list[Json]) -> _Deed:
    chosen = mapping(given, "element") or {"value": given.get("value")}
    placed = _placed(given, blocks, chosen.get("value"))
    element = placed.element
    state = _chosen(element, chosen)
    action = {
        "action_id": element["action_id"],
        "block_id": placed.block.get("block_id"),
        "type": element["type"],
        "action_ts": backend.event_ts(),
        **_button_facts(element),
        **state,
    }
    return _Deed(placed, action, {"type": element["type"], **state})


def _placed(given: Json, blocks: list[Json], value: Any) -> Placed:
    ids = str(given.get("action_id")), given.get("block_id")
    # Two buttons of one id may stand in one block: the value tells them apart.
    placed = find_element(blocks, *ids, value=value) or find_element(blocks, *ids)
    if placed is None:
        raise ActError("element_not_found")
    return placed


def _button_facts(element: Json) -> Json:
    names = ("text", "value", "style") if element["type"] == "button" else ("placeholder",)
    return {name: element[name] for name in names if name in element}


def _chosen(element: Json, chosen: Json) -> Json:
    type_ = element["type"]
    if type_ == "button":
        if "value" in chosen and chosen["value"] not in (None, element.get("value")):
            raise ActError("element_changed")
        return {}
    key = "selected_option" if type_ == "overflow" else STATE_KEYS[type_][0]
    value = _as_offered(element, chosen.get(key)) if type_ in _WITH_OPTIONS else chosen.get(key)
    return {key: value}


def _as_offered(element: Json, value: Any) -> Any:
    """Return the choice as the block offers it; what isn't offered can't be chosen."""
    offered = {option["value"]: option for option in options_of(element)}
    if isinstance(value, list):
        return [_one_offered(offered, one) for one in value]
    return None if value is None else _one_offered(offered, value)


def _one_offered(offered: dict[str, Json], option: Any) -> Json:
    value = option.get("value") if isinstance(option, dict) else option
    if value not in offered:
        raise ActError("option_not_found", value=value)
    return offered[value]


def _after(blocks: list[Json], values: Json, deed: _Deed) -> Json:
    """Return the state of all inputs once the choice is made."""
    known = state_of(blocks, values)
    block_id, action_id = str(deed.placed.block.get("block_id")), deed.placed.element["action_id"]
    if action_id in known.get(block_id, {}):
        known[block_id][action_id] = deed.state
    return known
