"""What an operator is told of how a database's schema stands to this version."""

from bot.errors import StartError
from storage.revisions import Standing


def start_error(standing: Standing, revision: str) -> StartError:
    """Why no process of this version starts on it."""
    return StartError(f"DATABASE_URL: {not_served(standing, revision)}: {remedy_of(standing)}")


def served(standing: Standing) -> str:
    """Which schema it has."""
    if standing is Standing.AHEAD:
        return "The database has the schema of a newer version, which serves this one too"
    return "The database has the newest schema"


def not_served(standing: Standing, revision: str) -> str:
    """What is wrong with it."""
    if standing is Standing.FOREIGN:
        return f"The database's revision {revision} is none of 42Partner's"
    return f"The database's revision {revision} serves newer versions alone"


def remedy_of(standing: Standing) -> str:
    """What to do about it."""
    if standing is Standing.FOREIGN:
        return "set DATABASE_URL to a database of 42Partner's own"
    return "start the version that migrated it, or one after it"
