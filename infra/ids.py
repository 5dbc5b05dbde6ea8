"""New public ids."""

from uuid import UUID, uuid4


class RandomIds:
    """Ids that nobody can guess."""

    def new(self) -> UUID:
        """A fresh random id."""
        return uuid4()
