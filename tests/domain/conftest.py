import pytest

from tests.domain.stage import Stage


@pytest.fixture
def stage() -> Stage:
    """A world of its own for every test."""
    return Stage()
