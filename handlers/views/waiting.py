"""An application's story: the direct message that is edited through it, the status, and the answers to clicks."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from domain.model.application import Application, ApplicationStatus, LeftBecause
from domain.model.conditions import ANY_SIZE, Concession, Condition, Conditions
from domain.model.match import MatchStatus
from domain.outgoing import Content
from domain.use_cases.reading_pool import Standing, Wait
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Category
from handlers.ids import Action
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Element, actions, button, context, message, section
from handlers.views.links import message_link
from handlers.views.listing import row
from handlers.views.start import start_buttons

DIRECT = "D"
"""How the ids of conversations with one person begin."""


def application_message(t: Texts, wait: Wait) -> Content:
    """The one direct message of an application, as it stands."""
    return message([*_head(t, wait), *_body(t, wait)])


def status(t: Texts, standing: Standing) -> Content:
    """All that a member waits for and is to meet; what to begin with where that is nothing."""
    quick = [quick_row(t, last) for last in standing.at_hand]
    if not standing.waits and not standing.matched:
        return message([section(t.say("status.empty")), *quick, *start_buttons(t)])
    blocks: list[Block] = [matched_row(t, wait) for wait in standing.matched]
    for wait in standing.waits:
        blocks += [*([DividerBlock()] if blocks else []), *_head(t, wait), *_body(t, wait)]
    return message([*blocks, *quick])


def quick_row(t: Texts, last: Application) -> Block:
    """The last choice of a category, with the button that applies with it."""
    text = t.say("wait.last_time", what=t.say(f"category.{last.category}"), conditions=_conditions(t, last))
    return section(text, button(Action.RANDOM_QUICK, t.say("button.random_quick"), last.category))


def matched_row(t: Texts, wait: Wait) -> Block:
    """A meeting that is still ahead, as on the App Home."""
    facts = [words.facts(t, wait.match)] if wait.match else []
    return section("\n".join((t.say(f"wait.title.{wait.application.category}"), *facts, _matched(t, wait))))


def matched_lines(t: Texts, waits: Sequence[Wait]) -> list[Block]:
    """To who wants to cancel what led to a meeting already: where they can say so."""
    return [block for wait in waits for block in (section(_matched(t, wait)), context(t.say("wait.say_so")))]


def answer(t: Texts, outcome: Outcome, wait: Wait, *, brief: bool = False) -> Content:
    """What became of a click or a form: one line, and how it stands now, while there is something to wait for.

    A `brief` one is the line alone: what stands in a message that nobody can edit any more is soon untrue.
    """
    lead = section(_lead(t, outcome, wait.application))
    if brief and outcome is Outcome.APPLIED:
        return message([lead, context(_conditions(t, wait.application))])
    if brief or not wait.application.is_waiting:
        return message([lead])
    return message([lead, *_head(t, wait), *_body(t, wait)])


def taken_back(t: Texts, ended: Sequence[Application]) -> Content:
    """To who took back what waited: what it was, and how to begin again."""
    return message(
        [*(section(_lead(t, Outcome.UNAPPLIED, one)) for one in ended), *(quick_row(t, one) for one in ended)]
    )


def change(t: Texts, category: Category, concession: Concession) -> str:
    """A concession in a word or two: 서초, 외식, 3명."""
    match concession.condition:
        case Condition.PLACES:
            return t.say(f"place_short.{concession.value}")
        case Condition.GROUP_SIZE:
            return t.say(f"suggestion.size.{concession.value}")
        case _:
            return t.say(f"{'way' if category is Category.MEAL else 'study_card'}.{concession.value}")


def suggestion(t: Texts, wait: Wait, number: int, accepted: Concession | None = None) -> Content:
    """What one change would give, with the button that accepts it; one line once it was, or can't be any more."""
    application = wait.application
    if application.status is ApplicationStatus.MATCHED:
        return message([context(t.say("suggestion.matched"))])
    if accepted is not None:
        return message([section(t.say("suggestion.accepted", change=change(t, application.category, accepted)))])
    if application.suggested is None or application.hints != number or not application.is_waiting:
        return message([context(t.say("suggestion.over"))])
    return message([section(_suggested(t, application)), *actions((_relax(t, application),))])


def waiting_row(t: Texts, wait: Wait) -> Block:
    """A wait among other things, as on the App Home."""
    text = "\n".join(
        (t.say(f"wait.title.{wait.application.category}"), _conditions(t, wait.application), *_standing(t, wait))
    )
    return section(text, _cancel(t, wait.application))


def _lead(t: Texts, outcome: Outcome, application: Application) -> str:
    what = t.say(f"category.{application.category}")
    return t.say(f"answer.{outcome}", until=t.moment(application.expires_at), what=what)


def _head(t: Texts, wait: Wait) -> list[Block]:
    title = t.say(f"wait.title.{wait.application.category}")
    return [section(f"{title}\n{_conditions(t, wait.application)}")]


def _body(t: Texts, wait: Wait) -> list[Block]:
    match wait.application.status:
        case ApplicationStatus.WAITING:
            text = "\n".join((*_standing(t, wait), *_luck(t, wait)))
            return [section(text), *actions(_waiting_buttons(t, wait.application)), *_posts(t, wait)]
        case ApplicationStatus.MATCHED:
            return [section(_matched(t, wait))]
        case ApplicationStatus.EXPIRED:
            return [section(t.say("wait.expired")), *actions(_next_steps(t, wait.application)), *_posts(t, wait)]
        case _:
            return _cancelled(t, wait)


def _standing(t: Texts, wait: Wait) -> Iterator[str]:
    yield t.say("wait.until", until=t.moment(wait.application.expires_at))
    yield t.say("wait.others", count=wait.others) if wait.others else t.say("wait.alone_now")


def _luck(t: Texts, wait: Wait) -> Iterator[str]:
    """What a sweep said of it last, as far as that still is so; and bad luck that is remembered."""
    because = wait.application.left_because
    if wait.application.suggested is not None:
        yield _suggested(t, wait.application)
    elif because is not None and (wait.others or because is LeftBecause.LEFT_OVER):
        yield t.say(f"wait.because.{because}")
    elif not wait.others:
        yield t.say("wait.because.alone")
    if wait.application.credit:
        yield t.say("wait.credit")


def _suggested(t: Texts, application: Application) -> str:
    if application.suggested is None:
        return t.say("suggestion.over")
    wanted = change(t, application.category, application.suggested.concession)
    return t.say("suggestion.change", change=wanted, count=application.suggested.others)


def _conditions(t: Texts, application: Application) -> str:
    conditions, category = application.conditions, application.category
    kind = "way" if category is Category.MEAL else "study_card"
    how = t.either(t.say(f"{kind}.{each}") for each in conditions.hows)
    where = words.place(t, conditions.places)
    return t.say("wait.conditions", where=where, how=how, size=_size(t, conditions))


def _size(t: Texts, conditions: Conditions) -> str:
    sizes = sorted(conditions.sizes)
    if conditions.sizes == ANY_SIZE:
        return t.say("size.any_short")
    if len(sizes) == 1:
        return t.say(f"size.{sizes[0]}")
    return t.say("size.some", sizes=t.either(str(size) for size in sizes))


def _matched(t: Texts, wait: Wait) -> str:
    match, conversation = wait.match, wait.conversation
    if match is not None and wait.application.member not in match.coming:
        return t.say("wait.not_coming")
    if match is not None and match.status is MatchStatus.CANCELLED:
        return t.say("wait.match_off")
    # Whoever was told alone, for the group could have no conversation, has nowhere to be led.
    shared = conversation is not None and not conversation.channel_id.startswith(DIRECT)
    link = message_link(wait.actor.workspace, conversation) if shared else None
    return t.say("wait.matched") if link is None else t.say("wait.matched_linked", link=link)


def _cancelled(t: Texts, wait: Wait) -> list[Block]:
    if wait.joined is None:
        return [section(t.say("wait.cancelled")), *actions((_again(t, wait.application),))]
    return [section(t.say("wait.joined")), section(words.summary(t, wait.joined))]


def _posts(t: Texts, wait: Wait) -> list[Block]:
    if not wait.posts:
        return []
    viewer = wait.application.member
    return [section(t.say("wait.posts")), *(row(t, shown, viewer) for shown in wait.posts)]


def _waiting_buttons(t: Texts, application: Application) -> Iterator[Element]:
    yield from (relax for relax in (_relax(t, application),) if relax)
    yield button(Action.RANDOM_EXTEND, t.say("button.random_extend"), application.id)
    yield _to_recruitment(t, application)
    yield _cancel(t, application)


def _next_steps(t: Texts, application: Application) -> Iterator[Element]:
    yield _again(t, application)
    yield _to_recruitment(t, application)


def _again(t: Texts, application: Application) -> Element:
    return button(Action.RANDOM_QUICK, t.say("button.random_again"), application.category, style="primary")


def _cancel(t: Texts, application: Application) -> Element:
    return button(Action.RANDOM_CANCEL, t.say("button.random_cancel"), application.id)


def _to_recruitment(t: Texts, application: Application) -> Element:
    return button(Action.RANDOM_TO_RECRUITMENT, t.say("button.to_recruitment"), application.id)


def _relax(t: Texts, application: Application) -> Element | None:
    if application.suggested is None:
        return None
    wanted = change(t, application.category, application.suggested.concession)
    label = t.say("button.random_relax", change=wanted)
    return button(Action.RANDOM_RELAX, label, application.id, style="primary")
