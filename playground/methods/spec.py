"""What the playground knows of a Web API method, and the reader of its compact tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Tier(StrEnum):
    """Slack's rate tiers, as its method pages name them."""

    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    T4 = "t4"
    SPECIAL = "t5"

    @property
    def calls_per_minute(self) -> int | None:
        """Calls a minute, a method and a workspace, that Slack promises; None where the method's own rule counts."""
        return _CALLS_PER_MINUTE[self]


_CALLS_PER_MINUTE: Final = {Tier.T1: 1, Tier.T2: 20, Tier.T3: 50, Tier.T4: 100, Tier.SPECIAL: None}


@dataclass(frozen=True, slots=True)
class MethodSpec:
    """One Web API method as Slack's reference has it.

    ``token`` is in neither list of arguments: it comes with the Authorization header or the form, and
    ``needs_token`` says whether it must. ``scopes`` are the bot scopes of which a call needs one that fits the
    conversation; an empty set needs none. ``tier`` is None where the reference names none. ``json_body`` says
    whether the arguments may come as JSON (a form is always taken). ``errors`` are the method's own codes;
    ``COMMON_ERRORS`` can come from any method.
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    errors: frozenset[str]
    scopes: frozenset[str]
    tier: Tier | None
    json_body: bool
    needs_token: bool = True

    @property
    def arguments(self) -> frozenset[str]:
        """Every argument that the method knows, beside the token."""
        return frozenset(self.required + self.optional)

    def may_answer(self, error: str) -> bool:
        """Whether Slack documents this error code for the method or for all methods."""
        return error in self.errors or error in COMMON_ERRORS


# Listed on every method page under "Errors".
_COMMON_ERRORS: Final = """
    access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted
    fatal_error internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset
    invalid_form_data invalid_post_type method_deprecated missing_post_type missing_scope no_permission not_authed
    not_allowed_token_type org_login_required ratelimited request_timeout service_unavailable team_access_not_granted
    team_added_to_org token_expired token_revoked two_factor_setup_required unknown_method
"""
COMMON_ERRORS: Final = frozenset(_COMMON_ERRORS.split())
"""Error codes that any method may answer."""


def read_tables(*tables: str) -> dict[str, MethodSpec]:
    """Read tables of methods.

    A section starts with ``[method]``; each line after it starts with one of ``facts`` (tier or ``none``; ``json``
    or ``form``; ``open`` when no token is due), ``scopes``, ``required``, ``optional``, ``errors``; a line that
    starts with a space continues the one before. Raises ValueError for an unknown tier.
    """
    return {name: _method(name, fields) for table in tables for name, fields in _sections(table)}


def _sections(table: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    for section in table.replace("\n ", " ").strip().split("\n\n"):
        heading, *lines = section.splitlines()
        words = (line.split() for line in lines)
        yield heading.strip("[]"), {label: rest for label, *rest in words}


def _method(name: str, fields: dict[str, list[str]]) -> MethodSpec:
    tier, body, *rest = fields["facts"]
    return MethodSpec(
        name=name,
        required=tuple(fields.get("required", ())),
        optional=tuple(fields.get("optional", ())),
        errors=frozenset(fields.get("errors", ())),
        scopes=frozenset(fields.get("scopes", ())),
        tier=None if tier == "none" else Tier(tier),
        json_body=body == "json",
        needs_token="open" not in rest,
    )
