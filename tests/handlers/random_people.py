"""How people use the random pool in the handlers' tests."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.matching.greedy import greedy
from domain.matching.pool import Pool
from domain.model.application import Application
from domain.pool import Solved
from domain.use_cases.sweeping.sweep import Sweeping
from tests.fakes import Ids
from tests.handlers import slack
from tests.handlers.world import World, body_of

GAEPO = {"places": slack.options("GAEPO")}


class PlainSolver:
    async def solve(self, pool: Pool) -> Solved:
        return Solved(greedy(pool), 1)


async def sweep(world: World, **moved: float) -> None:
    world.clock.move(**moved)
    ids = Ids(given=1000 + world.uow.commits * 100)
    pause = timedelta(seconds=5)
    await Sweeping(world.uow, world.clock, ids, PlainSolver(), pause, pause).sweep_due()


async def apply(world: World, user: str, words: str = "랜덤", **entered: Any) -> Mapping[str, Any]:
    """As people apply: the command, the form, its submission. What the modal shows then."""
    await world.command(user, words)
    body = body_of(await world.submit(user, slack.opened(world.modal, {**GAEPO, **entered})))
    view: Mapping[str, Any] = body["view"]
    return view


def application_of(world: World, user: str) -> Application:
    member = world.member(user).id
    own = [one for one in world.uow.kept.applications.rows.values() if one.member == member]
    return max(own, key=lambda one: one.applied_at)


def initial(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with, by field."""
    state = slack.opened(view)["state"]["values"]
    return {field: value_of(each[field]) for field, each in state.items()}


def value_of(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return [each["value"] for each in state["selected_options"]]
    return state["selected_option"]["value"] if "selected_option" in state else None
