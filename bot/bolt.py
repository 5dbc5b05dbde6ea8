"""The Bolt app, without its handlers."""

import logging

from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.teams import Authorize, KnownTeams
from domain.ports import Directory


def build_bolt(
    client: AsyncWebClient, directory: Directory, token: SecretStr, signing_secret: SecretStr | None
) -> AsyncApp:
    """Bolt as the house wants it: verifies, and serves known teams alone. It is answered when all is committed.

    Without a signing secret it only can take requests from Socket Mode, whose connection vouches for them.
    """
    return AsyncApp(
        # As a base logger it keeps Bolt's own to errors: below that they quote what people wrote.
        logger=logging.getLogger("slack_bolt"),
        name="partner42",
        client=_without_token(client),
        authorize=Authorize(directory, token),
        before_authorize=KnownTeams(directory),
        signing_secret=signing_secret.get_secret_value() if signing_secret else "",
        request_verification_enabled=signing_secret is not None,
        # Of Slack's workflow functions, of which there are none here.
        attaching_function_token_enabled=False,
    )


def _without_token(client: AsyncWebClient) -> AsyncWebClient:
    """The client without its token: every request brings the one of its team."""
    bare = AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[])
    bare.proxy = client.proxy
    return bare
