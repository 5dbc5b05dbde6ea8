"""What a test expects to be refused."""

import pytest

from domain.errors import DomainError, ErrorCode


def refused(code: ErrorCode) -> pytest.RaisesExc[DomainError]:
    """A context in which the domain refuses with `code`."""
    return pytest.RaisesExc(DomainError, check=lambda error: error.code is code)
