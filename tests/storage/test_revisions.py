"""A database says to every program, older ones too, whether it serves it."""

import pytest

from storage.revisions import Revision, Standing, standing


@pytest.mark.parametrize(
    ("of_database", "found"),
    [
        (None, Standing.BEHIND),
        ("0003", Standing.BEHIND),
        ("0004", Standing.NEWEST),
        ("0005", Standing.AHEAD),
        ("0009-needs-0004", Standing.AHEAD),
        ("0009-needs-0005", Standing.BEYOND),
        ("0003-needs-0003", Standing.BEHIND),
        ("0004-needs-0004", Standing.FOREIGN),
        ("deadbeef", Standing.FOREIGN),
        ("4", Standing.FOREIGN),
    ],
)
def test_a_program_of_0004_knows_how_a_database_stands_to_it(of_database: str | None, found: Standing) -> None:
    assert standing(of_database, "0004") is found


def test_only_the_programs_own_schema_and_later_ones_that_kept_it_serve_it() -> None:
    assert [one for one in Standing if one.serves] == [Standing.NEWEST, Standing.AHEAD]


def test_a_program_whose_own_revision_is_misnamed_says_so() -> None:
    with pytest.raises(ValueError, match="called by its number"):
        standing("0001", "add_column")


def test_what_a_revision_needs_is_in_its_name() -> None:
    assert Revision.read("0007-needs-0005") == Revision(7, 5)
