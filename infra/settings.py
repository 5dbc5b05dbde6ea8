"""Settings from the environment or `.env`. A wrong one ends the start with a line that names it."""

from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_settings import SettingsConfigDict

from domain.vocabulary import Language
from infra.settings_rules import (
    AppToken,
    BotToken,
    ChannelId,
    DatabaseUrl,
    LogFormat,
    LogLevel,
    People,
    PublicUrl,
    Secret,
    Spots,
    WebApiUrl,
    Zone,
    is_loopback,
)
from infra.tuning import Tuning

SLACK: Final = "https://slack.com/api/"
"""Where Slack's own Web API is."""

EMBEDDED_DATABASE: Final = "sqlite+aiosqlite:///var/partner42.db"
PLAYGROUND_DATABASE: Final = "sqlite+aiosqlite:///var/playground.db"

LEASE_FACTOR: Final = 3
"""A lease outlives what is done under it: it is at least this many HTTP time-outs, and the settling pause."""


class SettingsError(Exception):
    """Wrong or missing settings, one line a fault; each begins with the variable's name and none holds a value."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(Tuning):
    """Every variable that the program reads; a field's description is its line in `docs/settings.md`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: BotToken | None = Field(
        default=None, description="the bot's token, as Slack names it; none: playground"
    )
    slack_signing_secret: Secret | None = Field(default=None, description="verifies what Slack sends over HTTP")
    slack_app_token: AppToken | None = Field(
        default=None, description="app-level token: Socket Mode, no public address"
    )
    slack_api_url: WebApiUrl = Field(default=SLACK, description="base of the Web API, ends in `/`")
    database_url: DatabaseUrl = Field(
        default=EMBEDDED_DATABASE,
        repr=False,
        description="SQLite, or `mysql+aiomysql://user:pw@host/db?charset=utf8mb4`",
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="where HTTP listens")
    port: int = Field(default=3000, ge=1, le=65_535, description="where HTTP listens")
    playground_port: int = Field(default=4242, ge=1, le=65_535, description="the local workspace's page and Web API")
    log_level: LogLevel = Field(default="INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`")
    log_format: LogFormat | None = Field(default=None, description="`console` or `json`; json when not a terminal")
    partner_public_url: PublicUrl | None = Field(default=None, description="public base address, for calendar links")
    partner_meal_channel: ChannelId | None = Field(default=None, description="channel id first offered for meals")
    partner_study_channel: ChannelId | None = Field(default=None, description="channel id first offered for study")
    partner_admins: People = Field(
        default=(), description="user ids, comma separated, beside the workspace's own admins"
    )
    partner_timezone: Zone = Field(
        default=ZoneInfo("Asia/Seoul"), description="the zone in which times are read and shown"
    )
    partner_locale: Language = Field(
        default=Language.KO, description="`ko` or `en`: the language of what a channel sees"
    )
    partner_sweep_seconds: float = Field(
        default=5, gt=0, le=3600, description="pause between sweeps of the random pool"
    )
    partner_wait_minutes: float = Field(default=30, gt=0, le=1440, description="life of a random application")
    partner_review_after_minutes: float = Field(
        default=60, gt=0, le=10_080, description="from the meeting to the review; not used yet"
    )
    partner_spots: Spots = Field(default_factory=dict, description="meeting spots: `GAEPO=1층 로비,SEOCHO=…`")

    @property
    def has_token(self) -> bool:
        """Whether there is a workspace to serve. Without one only the playground can be served."""
        return self.slack_bot_token is not None

    @property
    def uses_socket(self) -> bool:
        """Whether Slack's requests come over a websocket instead of HTTP."""
        return self.slack_app_token is not None


def load_settings(**overrides: Any) -> Settings:
    """The settings. Raises `SettingsError` with a line for every fault."""
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        lines = [_line(each["loc"], each["msg"]) for each in error.errors(include_url=False, include_input=False)]
        raise SettingsError(sorted(set(lines))) from None
    if faults := [*_token_faults(settings), *_timing_faults(settings)]:
        raise SettingsError(faults)
    return settings


def _line(loc: tuple[int | str, ...], message: str) -> str:
    return f"{str(loc[0]).upper()}: {message.removeprefix('Value error, ')}"


def _token_faults(settings: Settings) -> list[str]:
    faults = []
    if settings.has_token and not settings.uses_socket and settings.slack_signing_secret is None:
        faults.append("SLACK_SIGNING_SECRET: is needed beside SLACK_BOT_TOKEN, unless SLACK_APP_TOKEN is set")
    if not settings.has_token and settings.uses_socket:
        faults.append("SLACK_BOT_TOKEN: is needed beside SLACK_APP_TOKEN")
    if not settings.has_token and not is_loopback(settings.slack_api_url) and settings.slack_api_url != SLACK:
        faults.append(
            "SLACK_API_URL: leads away from this machine, which the playground never does; set SLACK_BOT_TOKEN"
        )
    return faults


def _timing_faults(settings: Settings) -> list[str]:
    if settings.partner_lease_seconds < LEASE_FACTOR * settings.partner_http_seconds + settings.partner_settle_seconds:
        least = f"{LEASE_FACTOR} times PARTNER_HTTP_SECONDS, and PARTNER_SETTLE_SECONDS more"
        return [f"PARTNER_LEASE_SECONDS: must be at least {least}"]
    return []
