"""The board: what a channel sees while somebody waits in the random pool. No names, and nobody is counted twice."""

from domain.outgoing import Content
from domain.use_cases.reading_pool import BoardData
from domain.vocabulary import TimeOfEating
from handlers.ids import Action
from handlers.texts import Texts
from handlers.views.blocks import actions, button, context, message, section


def board(t: Texts, data: BoardData, meal: TimeOfEating) -> Content:
    """How many look for company, with a button that joins them in one tap; one line once nobody does."""
    if not data.is_out or not data.waiting:
        # What stands in a channel for days is true for days: it does not say how it is now.
        return message([context(t.say(f"board.over.{data.category}", meal=t.say(f"meal.{meal}")))])
    text = t.say(f"board.{data.category}", meal=t.say(f"meal.{meal}"), count=data.waiting)
    too = button(Action.RANDOM_QUICK, t.say("button.random_too"), data.category, style="primary")
    return message([section(text), *actions((too,))])
