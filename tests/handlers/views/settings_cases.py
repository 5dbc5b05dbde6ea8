"""The settings in every state."""

from collections.abc import Callable, Iterator
from typing import Any

from domain.model.people import DirectMessage
from domain.outgoing import Content
from domain.use_cases.preferring import Preferences
from domain.vocabulary import Language
from handlers.texts import Texts
from handlers.views import privacy
from handlers.views.dm import settings_button
from handlers.views.settings import settings_form

CHOSEN = Preferences(Language.EN, frozenset({DirectMessage.HINTS, DirectMessage.JOINS}), ("U0SEOLEE2", "U0JIWPARK3"))


def settings_cases() -> Iterator[tuple[str, Callable[[Texts], Content | dict[str, Any]]]]:
    yield "settings.usual", lambda t: settings_form(t, Preferences())
    yield "settings.chosen", lambda t: settings_form(t, CHOSEN)
    yield "settings.quiet", lambda t: settings_form(t, Preferences(muted=frozenset(DirectMessage)))
    yield "dm.settings_button", settings_button
    yield "privacy.export_asked", privacy.export_asked
    yield "privacy.export_failed", privacy.export_failed
    yield "settings.erase", privacy.erase_form
    yield "settings.erased", privacy.erased
