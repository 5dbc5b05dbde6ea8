"""What must hold in the database whatever anybody sends."""

from typing import Final

from sqlalchemy import Connection

BROKEN_RULES: Final = {
    "over capacity": """
        SELECT recruitment_id FROM participation JOIN recruitment ON id = recruitment_id WHERE state = 'SEATED'
        GROUP BY recruitment_id, capacity HAVING COUNT(*) > capacity""",
    "an open one without its author": """
        SELECT id FROM recruitment WHERE status = 'OPEN' AND NOT EXISTS (
            SELECT 1 FROM participation
            WHERE recruitment_id = id AND member_id = author_id AND state = 'SEATED')""",
    "somebody of another workspace": """
        SELECT recruitment_id FROM participation
        JOIN recruitment ON recruitment.id = recruitment_id JOIN member ON member.id = member_id
        WHERE member.workspace_id <> recruitment.workspace_id""",
    "a comment under somebody's name": """
        SELECT comment.id FROM comment JOIN recruitment ON recruitment.id = recruitment_id WHERE NOT anonymous""",
    "a wait of somebody who is gone": """
        SELECT application.id FROM application JOIN member ON member.id = member_id
        WHERE application.status = 'WAITING' AND member.status = 'GONE'""",
    "two waits for the same": """
        SELECT member_id FROM application WHERE status = 'WAITING' GROUP BY member_id, category HAVING COUNT(*) > 1""",
    "a group of one": """
        SELECT match.id FROM match JOIN match_member ON match_id = match.id
        WHERE match.status = 'ACTIVE' AND attendance = 'COMING' GROUP BY match.id HAVING COUNT(*) < 2""",
}
"""What must never be found."""


def broken(connection: Connection) -> list[str]:
    """The rules that don't hold."""
    with connection.begin():
        return [rule for rule, ask in BROKEN_RULES.items() if connection.exec_driver_sql(ask).first()]
