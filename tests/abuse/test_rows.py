from handlers.app import build_router
from tests.abuse.rows import ROWS, registered


def test_whatever_can_be_asked_for_has_a_row_that_says_who_may() -> None:
    assert {row.name for row in ROWS} == registered(build_router())
