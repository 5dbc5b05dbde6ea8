"""People who come, change and go."""

from dataclasses import dataclass

from domain.model.ids import MatchId, MemberId, RecruitmentId
from domain.model.match import Attendance
from domain.model.people import Member, MemberStatus
from domain.model.recruitment import Change, Recruitment
from domain.outbox import Delivery, DeliveryKind, Urgency, profile_key
from domain.ports import Clock, Ids, Profile, Transaction, UnitOfWork
from domain.use_cases.dropping_out import drop_out
from domain.use_cases.ending_waits import end_waits_of
from domain.use_cases.settling import settle


@dataclass(frozen=True, slots=True)
class People:
    """Keeps what is known of members, and takes those who are gone out of everything."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids

    async def learn(self, member: MemberId, profile: Profile) -> None:
        """Keeps what Slack says of a member; one who is gone leaves everything.

        Of one who was erased meanwhile nothing is kept.
        """

        async def unit(tx: Transaction) -> bool:
            if (await tx.members.lock(member)).slack_id is None:
                return False
            await tx.members.learn(member, profile)
            return True

        if await self.uow.write(unit) and profile.is_gone:
            await self.gone(member)

    async def ask_after(self, member: Member) -> None:
        """Has Slack asked who they are by now."""

        async def unit(tx: Transaction) -> None:
            await tx.outbox.enqueue(look_up(member))

        await self.uow.write(unit)

    async def gone(self, member: MemberId) -> None:
        """The member left the workspace, and with it everything."""
        await self.uow.write(lambda tx: tx.members.set_status(member, MemberStatus.GONE))
        await self.leave_everything(member, Attendance.GONE)

    async def leave_everything(self, member: MemberId, attendance: Attendance) -> None:
        """Ends the member's waits, calls off their recruitments, frees their seats, takes them out of groups ahead.

        Each is a unit of its own; what is done already is not done again.
        """

        async def wait_no_more(tx: Transaction) -> list[RecruitmentId]:
            await end_waits_of(tx, member, self.clock.now())
            return [each.id for each in await tx.recruitments.of_member(member, self.clock.now()) if each.is_open]

        for recruitment_id in await self.uow.write(wait_no_more):
            await self._take_out(member, recruitment_id)
        for match_id in await self._matches_ahead(member):
            await self._drop_out(member, match_id, attendance)

    async def _matches_ahead(self, member: MemberId) -> list[MatchId]:
        async def unit(tx: Transaction) -> list[MatchId]:
            return list(await tx.matches.upcoming_of(member, self.clock.now()))

        return await self.uow.read(unit)

    async def _take_out(self, member: MemberId, recruitment_id: RecruitmentId) -> None:
        async def unit(tx: Transaction) -> None:
            now = self.clock.now()
            before: Recruitment = await tx.recruitments.lock(recruitment_id)
            change: Change = before.lose(member, now)
            await settle(tx, before, change, ids=self.ids, now=now, actor=member)

        await self.uow.write(unit)

    async def _drop_out(self, member: MemberId, match_id: MatchId, attendance: Attendance) -> None:
        async def unit(tx: Transaction) -> None:
            await drop_out(tx, match_id, member, attendance, now=self.clock.now())

        await self.uow.write(unit)


def look_up(member: Member) -> Delivery:
    """The wish to learn from Slack who a member is."""
    return Delivery(
        key=profile_key(member.id),
        kind=DeliveryKind.PROFILE,
        workspace_id=member.workspace_id,
        member=member.id,
        urgency=Urgency.BACKGROUND,
    )
