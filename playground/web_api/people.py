"""``users.*``, ``team.*``, ``bots.*``, ``auth.*``, ``apps.*`` and ``api.test``."""

from typing import Final

from playground.model import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, Json
from playground.shapes import user_object
from playground.web_api.call import Call, Handler
from playground.web_api.errors import ApiError
from playground.web_api.paging import page


def info(call: Call) -> Json:
    """Describe a person; their language only with ``include_locale``."""
    person = call.person(call.args.text("user"))
    return {"user": user_object(person, with_locale=call.args.flag("include_locale"))}


def list_(call: Call) -> Json:
    """List everybody, the deactivated and the bot included."""
    limit = call.limit(1000, 1000)
    people, metadata = page(list(call.backend.workspace.people.values()), call.args.text("cursor"), limit, "user")
    locale = call.args.flag("include_locale")
    members = [user_object(person, with_locale=locale) for person in people]
    return {"members": members, "cache_ts": int(call.backend.clock.now().timestamp()), "response_metadata": metadata}


def auth_test(call: Call) -> Json:
    """Tell the app who it is."""
    return {
        "url": call.backend.url,
        "team": TEAM_NAME,
        "user": call.backend.workspace.people[BOT_USER].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def team_info(call: Call) -> Json:
    """Describe the workspace; Slack tells no language of it."""
    if call.args.text("team", TEAM_ID) != TEAM_ID:
        raise ApiError("team_not_found")
    team = {
        "id": TEAM_ID,
        "name": TEAM_NAME,
        "domain": TEAM_DOMAIN,
        "email_domain": "",
        "icon": {"image_default": True},
    }
    return {"team": team | {"url": call.backend.url}}


def bot_info(call: Call) -> Json:
    """Describe the app's bot."""
    if call.args.text("bot", BOT_ID) != BOT_ID:
        raise ApiError("bot_not_found")
    name = call.backend.workspace.people[BOT_USER].name
    return {"bot": {"id": BOT_ID, "deleted": False, "name": name, "app_id": APP_ID, "user_id": BOT_USER, "icons": {}}}


def open_connection(call: Call) -> Json:
    """Give a Socket Mode address, good for one connection."""
    base = call.backend.url.replace("http://", "ws://", 1)
    return {"url": f"{base}socket/{call.backend.sockets.issue_ticket()}"}


def api_test(call: Call) -> Json:
    """Answer; with ``error`` that error."""
    if "error" in call.args:
        raise ApiError(call.args.text("error"))
    return {"args": {}}


HANDLERS: Final[dict[str, Handler]] = {
    "users.info": info,
    "users.list": list_,
    "auth.test": auth_test,
    "team.info": team_info,
    "bots.info": bot_info,
    "apps.connections.open": open_connection,
    "api.test": api_test,
}
APP_TOKEN_METHODS: Final = frozenset({"apps.connections.open"})
"""What takes the app's own token instead of the bot's."""
