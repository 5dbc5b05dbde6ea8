"""What a setting's value must look like. The words of a refusal never repeat the value: it may be a secret."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.vocabulary import Place

DRIVERS: Final = ("sqlite+aiosqlite", "mysql+aiomysql")
"""The databases that the storage is tested on."""

_USER_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,20}")


def is_loopback(url: str) -> bool:
    """Whether an address leads to this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _starting_with(prefix: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not secret.get_secret_value().startswith(prefix):
            raise ValueError(f"must be a token that begins with {prefix}")
        return secret

    return AfterValidator(check)


def _bounded(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if not value.isascii() or any(each.isspace() for each in value):
        raise ValueError("must have no spaces, line ends or letters beyond ASCII")
    return secret


def _web_api(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.endswith("/"):
        raise ValueError("must be an http(s) address that ends in /")
    if parts.scheme == "http" and not is_loopback(url):
        raise ValueError("must be https unless it is on this machine: the token travels with every call")
    return url


def _database(url: str) -> str:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("is not a database address") from None
    if parsed.drivername not in DRIVERS:
        raise ValueError(f"must begin with {' or '.join(f'{driver}://' for driver in DRIVERS)}")
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError("must name a database (for SQLite a file)")
    return url


def _public(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an http(s) address without query or fragment")
    return url.rstrip("/")


def _channel(value: str) -> str:
    if not _CHANNEL_ID.fullmatch(value):
        raise ValueError("must be a channel's id (C…), not its name")
    return value


def split_people(value: Any) -> Any:
    """User ids from a comma-separated list."""
    if not isinstance(value, str):
        return value
    people = tuple(each.strip() for each in value.split(",") if each.strip())
    if not all(_USER_ID.fullmatch(each) for each in people):
        raise ValueError("must be user ids (U…), comma separated")
    return people


def split_spots(value: Any) -> Any:
    """Spots by place from `PLACE=words,PLACE=words`."""
    if not isinstance(value, str):
        return value
    pairs = [each.partition("=") for each in value.split(",") if each.strip()]
    spots = {place.strip(): words.strip() for place, _, words in pairs}
    if not all(spots.values()) or not set(spots) <= set(Place):
        raise ValueError(f"must be PLACE=words, comma separated; places are {', '.join(Place)}")
    return spots


def _zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be a time zone's name, like Asia/Seoul") from None


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


Secret = Annotated[SecretStr, AfterValidator(_bounded)]
BotToken = Annotated[Secret, _starting_with("xoxb-")]
AppToken = Annotated[Secret, _starting_with("xapp-")]
WebApiUrl = Annotated[str, AfterValidator(_web_api)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
PublicUrl = Annotated[str, AfterValidator(_public)]
ChannelId = Annotated[str, AfterValidator(_channel)]
People = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_people)]
Spots = Annotated[Mapping[str, str], NoDecode, BeforeValidator(split_spots)]
Zone = Annotated[ZoneInfo, NoDecode, BeforeValidator(_zone)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
LogFormat = Annotated[Literal["console", "json"], BeforeValidator(_lower)]
