"""What tests and the curious steer: clock, faults, rates, redelivery, a fresh start."""

from datetime import timedelta

from playground.acts.errors import ActError
from playground.backend import Backend
from playground.faults import BadRule, FaultRule
from playground.model import Json
from playground.ui_api.reading import clock_facts
from playground.workspace import Workspace


async def move_clock(backend: Backend, given: Json) -> Json:
    """Advance the clock by seconds, or reset it; the windows follow."""
    if given.get("reset"):
        backend.clock.reset()
    else:
        backend.clock.advance(timedelta(seconds=_number(given, "advance_seconds")))
    return {"clock": clock_facts(backend)}


async def set_faults(backend: Backend, given: Json) -> Json:
    """Put rules of faults in force instead of all others."""
    try:
        backend.faults.replace([FaultRule.read(rule) for rule in _rules(given)])
    except BadRule as broken:
        raise ActError("invalid_arguments", message=str(broken)) from broken
    return {"rules": backend.faults.as_json()}


async def set_rates(backend: Backend, given: Json) -> Json:
    """Multiply Slack's rates; 0 lifts them."""
    backend.pacing.scale = _number(given, "scale")
    backend.pacing.forget()
    return {"scale": backend.pacing.scale}


async def redeliver(backend: Backend, given: Json) -> Json:
    """Send an event again, marked as a retry."""
    envelope = backend.events.find(str(given.get("event_id")))
    if envelope is None:
        raise ActError("event_not_found")
    answer = await backend.events.redeliver(envelope)
    return {"outcome": str(answer.outcome), "status": answer.status}


async def reset(backend: Backend, _given: Json) -> Json:
    """Go back to the seeded workspace; the windows reload."""
    vars(backend.workspace).update(vars(Workspace.seeded(backend.profile.name)))
    backend.clock.reset()
    backend.faults.replace([])
    backend.pacing.forget()
    backend.publish("reset", {})
    return {}


async def reconnect(backend: Backend, _given: Json) -> Json:
    """Ask the bot's websockets to connect anew, as Slack does every few hours."""
    await backend.sockets.disconnect()
    return {}


def _rules(given: Json) -> list[object]:
    value = given.get("rules") or []
    if not isinstance(value, list):
        raise ActError("invalid_arguments", message="rules must be a list")
    return value


def _number(given: Json, name: str) -> float:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ActError("invalid_arguments", message=f"{name} must be a number")
    return float(value)
