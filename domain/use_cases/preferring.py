"""What a member sets for themselves: language, direct messages, whom they don't want to meet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.errors import DomainError, ErrorCode, MemberErased
from domain.model.ids import MemberId
from domain.model.people import Actor, DirectMessage, Member, MemberStatus
from domain.ports import Clock, Transaction, UnitOfWork
from domain.use_cases.people import look_up
from domain.use_cases.wishes import Wish
from domain.vocabulary import Language

BLOCKED_FIELD = "blocked"

BLOCKED_LIMIT = 100
"""How many people somebody can block. Saving them is one unit of work, and some of them may have to be added first."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member's settings. `language` is None while Slack's decides; `blocked` are Slack's ids of people."""

    language: Language | None = None
    muted: frozenset[DirectMessage] = frozenset()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferring:
    """Reads and keeps what members set. Nobody is told whom anybody has blocked, not even a log."""

    uow: UnitOfWork
    clock: Clock

    async def present(self, actor: Actor) -> Preferences:
        """The settings as they are kept. Whoever has left the workspace can't be shown among the blocked."""

        async def unit(tx: Transaction) -> Preferences:
            member = await tx.members.get(actor.member.id)
            blocked = await tx.members.of(await tx.blocks.of(member.id))
            here = tuple(each.slack_id for _, each in sorted(blocked.items()) if each.slack_id and not _is_gone(each))
            return Preferences(member.chosen_language, member.muted, here)

        return await self.uow.read(unit)

    async def keep(self, wish: Wish, wanted: Preferences) -> None:
        """Keeps all of them. Refuses to block oneself, the bot, and too many people."""
        member, now = wish.actor.member.id, self.clock.now()
        _check(wish.actor, wanted.blocked)

        async def unit(tx: Transaction) -> None:
            # Keeping the same twice changes nothing, and a window that stayed open after a time-out is saved again as
            # it reads by then: so the wish's key isn't taken.
            await tx.outbox.enqueue(*wish.following)
            # Of two windows saved at one moment one wins as a whole.
            if (await tx.members.lock(member)).slack_id is None:
                raise MemberErased
            await tx.members.prefer(member, wanted.language, wanted.muted)
            chosen = await _members(tx, wish.actor, wanted.blocked)
            await tx.blocks.replace(member, chosen | await _out_of_sight(tx, member), now)

        await self.uow.write(unit)


def _check(actor: Actor, blocked: Collection[str]) -> None:
    if {actor.member.slack_id, actor.workspace.bot_user_id} & set(blocked):
        raise DomainError(ErrorCode.CANNOT_BLOCK, field=BLOCKED_FIELD)
    if len(set(blocked)) > BLOCKED_LIMIT:
        raise DomainError(ErrorCode.TOO_MANY_BLOCKED, field=BLOCKED_FIELD, limit=BLOCKED_LIMIT)


async def _members(tx: Transaction, actor: Actor, slack_ids: Iterable[str]) -> frozenset[MemberId]:
    """Who these Slack users are. Somebody who never had to do with the bot becomes a member now."""
    known: Mapping[str, Member] = await tx.members.known(actor.workspace.id, set(slack_ids))
    # In order, so that two who add the same people don't wait for each other.
    new = [await tx.members.add(actor.workspace.id, each) for each in sorted(set(slack_ids) - set(known))]
    if new:
        await tx.outbox.enqueue(*map(look_up, new))
    return frozenset(member.id for member in (*known.values(), *new))


async def _out_of_sight(tx: Transaction, member: MemberId) -> frozenset[MemberId]:
    """The blocked who have left: what couldn't be shown wasn't unticked, and they may come back."""
    blocked = await tx.members.of(await tx.blocks.of(member))
    return frozenset(each for each, person in blocked.items() if _is_gone(person) or person.slack_id is None)


def _is_gone(member: Member) -> bool:
    return member.status is MemberStatus.GONE
