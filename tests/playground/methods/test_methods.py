import json
from pathlib import Path
from typing import Any

import pytest

from playground.methods import METHODS, MethodSpec, Tier

REFERENCE = Path(__file__).parents[4] / "shared" / "data" / "slack-methods"

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(),
    reason=f"Slack's method reference is not at {REFERENCE}: the table of methods was NOT compared with it",
)


def reference(name: str) -> dict[str, Any]:
    page: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text())
    return page


def expected(name: str) -> MethodSpec:
    page = reference(name)
    arguments = page["args"].get("properties", {})
    required = [argument for argument in page["args"].get("required", []) if argument != "token"]
    return MethodSpec(
        name=name,
        required=tuple(required),
        optional=tuple(sorted(arguments.keys() - {"token", *required})),
        errors=frozenset(page.get("errors", {})),
        scopes=frozenset(page["scope"].get("bot", [])),
        tier=Tier(page["rate_limits"]) if "rate_limits" in page else None,
        json_body=page.get("json_input_supported", False),
        needs_token="token" in arguments,
    )


@needs_reference
def test_the_table_has_every_method_of_the_reference_and_no_other() -> None:
    assert set(METHODS) == {path.stem for path in REFERENCE.glob("*.json")}


@needs_reference
@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_as_slacks_reference_has_it(name: str) -> None:
    assert METHODS[name] == expected(name)


def test_posting_needs_a_channel_and_chat_write_and_takes_json() -> None:
    post = METHODS["chat.postMessage"]
    assert (post.required, post.scopes, post.tier, post.json_body) == (
        ("channel",),
        frozenset({"chat:write"}),
        Tier.SPECIAL,
        True,
    )
    assert {"blocks", "metadata", "thread_ts"} <= post.arguments
    assert "token" not in post.arguments


def test_reading_methods_take_no_json() -> None:
    assert [METHODS[name].json_body for name in ("users.info", "conversations.replies", "conversations.info")] == [
        False
    ] * 3


def test_a_method_answers_its_own_errors_and_those_common_to_all() -> None:
    views_open = METHODS["views.open"]
    assert views_open.may_answer("expired_trigger_id")
    assert views_open.may_answer("ratelimited")
    assert not views_open.may_answer("channel_not_found")


def test_tiers_say_how_many_calls_a_minute_they_allow() -> None:
    tiers = [METHODS[name].tier for name in ("users.list", "chat.update", "views.open", "chat.postMessage")]
    assert [tier.calls_per_minute for tier in tiers if tier] == [20, 50, 100, None]


def test_a_method_outside_the_table_is_unknown() -> None:
    assert "chat.postMesage" not in METHODS


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        METHODS["chat.shout"] = METHODS["chat.delete"]  # type: ignore[index]
