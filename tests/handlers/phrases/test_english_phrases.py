import pytest

from domain.vocabulary import StudyType
from handlers.phrases import Note, Prefill
from tests.handlers.phrases.asking import DELIVERY, EATOUT, GAEPO, OUT, SEOCHO, TAKEOUT, asked, meal, study

INNER, OTHER = StudyType.INNER_CIRCLE, StudyType.NOT_INNER_CIRCLE
PLUS_ME = (Note.CAPACITY_INCLUDES_ME,)

PHRASES: list[tuple[str, Prefill]] = [
    ("study tomorrow 3pm seocho 3", study(None, "4 15:00", SEOCHO, capacity=3)),
    ("study push_swap friday 2pm gaepo 4 people", study("push_swap", "4 14:00", GAEPO, capacity=4)),
    ("study inner circle gaepo", study(None, None, GAEPO, kind=INNER)),
    ("study not inner circle", study(kind=OTHER)),
    ("study other gaepo", study(None, None, GAEPO, kind=OTHER)),
    ("study with other cadets gaepo", study("other cadets", None, GAEPO)),
    ("study with 2 friends", study(capacity=3, notes=PLUS_ME)),
    ("study at gaepo from 2pm to 5pm", study(None, "3 14:00", GAEPO)),
    ("study session tonight 8-10pm gaepo", study("session", "3 20:00", GAEPO)),
    ("study max 5 gaepo", study(None, None, GAEPO, capacity=5)),
    ("study anonymously tomorrow", study(None, "4 14:00", anonymous=True, notes=(Note.TIME_GUESSED,))),
    ("study C++ gaepo", study("C++", None, GAEPO)),
    ("sat 3pm study", study(None, "5 15:00")),
    ("lunch at 12 seocho", meal(None, "3 12:00", SEOCHO)),
    ("lunch tomorrow", meal(None, "4 12:00")),
    ("dinner at seven", meal(None, "3 19:00")),
    ("dinner for 3 at gaepo", meal(None, "3 18:00", GAEPO, capacity=3)),
    ("dinner 7:30 gaepo takeout for two", meal(None, "3 19:30", GAEPO, way=TAKEOUT, capacity=2)),
    ("eat out friday 7pm seocho", meal(None, "4 19:00", SEOCHO, way=EATOUT)),
    ("order in chicken 6pm gaepo party of 4", meal("chicken", "3 18:00", GAEPO, way=DELIVERY, capacity=4)),
    ("anyone for pizza at gaepo at 7", meal("pizza", "3 19:00", GAEPO)),
    ("Let's eat Ramen at Noon, Seocho, 3 People", meal("Ramen", "3 12:00", SEOCHO, capacity=3)),
    ("who wants to grab coffee in 20 minutes", meal("coffee", "3 12:10")),
    ("let's get lunch tomorrow outside the cluster", meal(None, "4 12:00", OUT)),
    ("half past 12 gaepo burger", meal("burger", "3 12:30", GAEPO)),
    ("tonight 7 pizza", meal("pizza", "3 19:00")),
    ("lunch anywhere", meal(None, "3 12:00", SEOCHO, GAEPO, OUT)),
    ("lunch not seocho, gaepo", meal(None, "3 12:00", GAEPO)),
    ("seocho or gaepo 6pm", meal(None, "3 18:00", SEOCHO, GAEPO)),
    ("need 3 more for dinner", meal(None, "3 18:00", capacity=4, notes=PLUS_ME)),
    ("need 3 people including me for lunch", meal(None, "3 12:00", capacity=3)),
    ("two of us for lunch", meal(None, "3 12:00", capacity=2)),
    ("just the 3 of us, lunch", meal(None, "3 12:00", capacity=3)),
    ("up to 6 people for lunch", meal(None, "3 12:00", capacity=6)),
    ("lunch for 42", meal(None, "3 12:00", notes=(Note.CAPACITY_OUT_OF_RANGE,))),
    ("anonymous delivery gaepo", meal(None, None, GAEPO, way=DELIVERY, anonymous=True)),
    ("midnight snack", meal(None, "3 22:00")),
    ("hungry", meal()),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[text for text, _ in PHRASES])
def test_an_english_phrase_is_read(text: str, expected: Prefill) -> None:
    assert asked(text) == expected
