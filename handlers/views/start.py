"""The row of buttons with which everything begins."""

from slack_sdk.models.blocks import Block

from handlers.ids import Action
from handlers.texts import Texts
from handlers.views.blocks import actions, button


def start_buttons(t: Texts, *, listing: bool = True, own: bool = False) -> tuple[Block, ...]:
    """Look for company over a meal or for study, and see what is open; where one is at home, what is one's own too."""
    return actions(
        (
            button(Action.HOME_NEW_MEAL, t.say("button.new_meal"), style="primary"),
            button(Action.HOME_NEW_STUDY, t.say("button.new_study")),
            button(Action.HOME_RANDOM, t.say("button.random")),
            button(Action.HOME_LIST, t.say("button.list")) if listing else None,
            button(Action.HOME_HISTORY, t.say("button.history")) if own else None,
            button(Action.HOME_SETTINGS, t.say("button.settings")) if own else None,
        )
    )
