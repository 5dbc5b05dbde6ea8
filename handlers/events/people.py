"""People whose names, languages or rights change, and who go."""

from collections.abc import Collection, Mapping
from typing import Any

from domain.model.people import Member
from domain.ports import Profile
from domain.vocabulary import Language
from handlers.interaction import GarbledError, Interaction
from handlers.router import Router
from handlers.services import Services


def register(router: Router) -> None:
    """Slack tells of everybody in the workspace."""
    router.events["user_change"] = changed


async def changed(came: Interaction, services: Services) -> None:
    """Learns it of those we know; nobody is added for having changed their name. Hearing it twice does no harm."""
    workspace = await services.directory.workspace(came.team_id)
    known = await services.answering.known(workspace, came.user_id) if workspace else None
    if known is None:
        return
    await services.people.learn(known.id, profile_of(came.content["user"], known, services.admins))
    services.directory.forget(came.team_id, came.user_id)


def profile_of(user: Mapping[str, Any], known: Member, admins: Collection[str] = ()) -> Profile:
    """What Slack's user object says; without a locale the language stays what it was. Raises `GarbledError`."""
    try:
        profile = user.get("profile") or {}
        return Profile(
            display_name=profile.get("display_name") or profile.get("real_name") or known.display_name,
            language=_language(user["locale"]) if user.get("locale") else known.language,
            is_admin=bool(user.get("is_admin") or user.get("is_owner")) or known.slack_id in admins,
            is_gone=bool(user.get("deleted")),
        )
    except (AttributeError, TypeError) as error:
        raise GarbledError from error


def _language(locale: str) -> Language | None:
    """The language of a locale like ko-KR, if we speak it."""
    spoken = locale.partition("-")[0].lower()
    return Language(spoken) if spoken in set(Language) else None
