"""A process that writes: run with a database's URL, a recruitment's id, a first member's number and how many writes."""

import asyncio
import sys
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from domain.model.ids import MemberId, RecruitmentId
from storage.database import Database
from storage.tables import recruitment
from storage.transaction import SqlTransaction
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.people import joined

BUDGET = timedelta(seconds=60)


async def count_up(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId) -> None:
    """Reads a number and writes the next one, as naively as can be."""
    this = recruitment.c.id == recruitment_id

    async def unit(tx: SqlTransaction) -> None:
        connection = tx.outbox._bound.connection
        seen = select(recruitment.c.version).where(this).with_for_update()
        version: int = (await connection.execute(seen)).scalar_one()
        await connection.execute(update(recruitment).where(this).values(version=version + 1))

    await unit_of_work.write(unit)


async def main(url: str, recruitment_id: RecruitmentId, first: int, count: int) -> None:
    database = Database(url)
    unit_of_work = SqlUnitOfWork(database, budget=BUDGET)
    if first:
        members = [MemberId(first + number) for number in range(count)]
        await asyncio.gather(*(joined(unit_of_work, recruitment_id, member) for member in members))
    else:
        for _ in range(count):
            await count_up(unit_of_work, recruitment_id)
    await database.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], RecruitmentId(UUID(sys.argv[2])), int(sys.argv[3]), int(sys.argv[4])))
