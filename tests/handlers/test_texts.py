from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.vocabulary import Language
from handlers.texts import Texts, catalog, escape

SEOUL = ZoneInfo("Asia/Seoul")
KO, EN = Texts(Language.KO, SEOUL), Texts(Language.EN, SEOUL)
NOON = datetime(2025, 7, 3, 3, 30, tzinfo=UTC)


def test_a_moment_is_absolute_and_in_the_workspaces_zone() -> None:
    assert KO.moment(NOON) == "7/3 목 12:30"
    assert EN.moment(NOON) == "Thu, Jul 3, 12:30"
    assert Texts(Language.KO, ZoneInfo("Europe/Paris")).moment(NOON) == "7/3 목 05:30"


def test_a_moment_beside_another_of_the_same_day_is_the_time_alone() -> None:
    assert KO.moment_beside(NOON, NOON.replace(hour=10)) == "12:30"


def test_a_moment_beside_another_of_the_next_day_says_its_day() -> None:
    assert KO.moment_beside(NOON, NOON.replace(hour=16)) == "7/3 목 12:30"


def test_a_number_chooses_its_plural_form() -> None:
    assert EN.say("list.lead", count=1, what="x").startswith("📋 *1 open post*")
    assert EN.say("list.lead", count=2, what="x").startswith("📋 *2 open posts*")
    assert KO.say("list.lead", count=1, what="x").startswith("📋 *열려 있는 모집 1개*")


def test_items_are_joined_as_the_language_joins_them() -> None:
    assert KO.either(["서초", "개포"]) == "서초 또는 개포"
    assert EN.either(["Seocho", "Gaepo", "Outside"]) == "Seocho, Gaepo, or Outside"


def test_an_unknown_key_is_an_error_and_can_be_asked_about() -> None:
    assert not KO.has("no.such.key")
    with pytest.raises(KeyError):
        KO.say("no.such.key")


def test_a_catalog_is_read_once() -> None:
    assert catalog(Language.KO) is catalog(Language.KO)


def test_what_people_write_stays_text() -> None:
    assert escape("<!channel> <@U1> a & b") == "&lt;!channel&gt; &lt;@U1&gt; a &amp; b"


def test_braces_in_what_people_write_stay_braces() -> None:
    assert KO.say("card.title.MEAL", title="{count} {0}") == "🍚 {count} {0}"
