from pathlib import Path

import pytest

from domain.vocabulary import Language
from infra import settings_doc
from infra.settings import Settings, SettingsError, load_settings

TOKEN = "xoxb-" + "1-made-up"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def faults_of(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return refused.value.lines


def test_nothing_has_to_be_set() -> None:
    settings = load_settings()

    assert not settings.has_token
    assert settings.partner_timezone.key == "Asia/Seoul"
    assert settings.partner_locale is Language.KO


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "a"),
        ("PORT", "70000"),
        ("PLAYGROUND_PORT", "0"),
        ("SLACK_BOT_TOKEN", "xapp-wrong-kind"),
        ("SLACK_BOT_TOKEN", TOKEN + " with spaces"),
        ("SLACK_APP_TOKEN", TOKEN),
        ("SLACK_API_URL", "https://slack.com/api"),
        ("SLACK_API_URL", "http://elsewhere.example/api/"),
        ("SLACK_API_URL", "elsewhere/"),
        ("DATABASE_URL", "postgresql://user:pw@host/db"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite+aiosqlite://"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("PARTNER_PUBLIC_URL", "partner.example"),
        ("PARTNER_MEAL_CHANNEL", "#밥트너"),
        ("PARTNER_ADMINS", "U0MINJUN, minjkim"),
        ("PARTNER_TIMEZONE", "Asia/Atlantis"),
        ("PARTNER_TIMEZONE", "../etc/passwd"),
        ("PARTNER_LOCALE", "fr"),
        ("PARTNER_SWEEP_SECONDS", "-1"),
        ("PARTNER_WAIT_MINUTES", "soon"),
        ("PARTNER_SPOTS", "JEJU=바다"),
        ("PARTNER_HTTP_SECONDS", "0"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (line,) = faults_of(monkeypatch, **{name: value})

    assert line.startswith(f"{name}: ")


def test_every_fault_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = faults_of(monkeypatch, PORT="x", PARTNER_LOCALE="fr", PARTNER_TIMEZONE="nowhere")

    assert [line.split(":")[0] for line in lines] == ["PARTNER_LOCALE", "PARTNER_TIMEZONE", "PORT"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "hunter2-secret"),
        ("SLACK_SIGNING_SECRET", "hunter2 secret"),
        ("DATABASE_URL", "postgresql://u:hunter2@h/d"),
    ],
)
def test_a_fault_never_repeats_the_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    lines = faults_of(monkeypatch, **{name: value})

    assert not any("hunter2" in line for line in lines)


def test_secrets_are_not_in_the_settings_own_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "hunter2")
    monkeypatch.setenv("DATABASE_URL", "mysql+aiomysql://u:hunter2@h/d")

    assert "hunter2" not in repr(load_settings())
    assert TOKEN not in repr(load_settings())


def test_a_token_over_http_needs_the_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults_of(monkeypatch, SLACK_BOT_TOKEN=TOKEN)

    assert line.startswith("SLACK_SIGNING_SECRET: ")


def test_a_token_over_socket_mode_needs_no_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-" + "made-up")

    assert load_settings().uses_socket


def test_an_app_token_alone_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults_of(monkeypatch, SLACK_APP_TOKEN="xapp-" + "made-up")

    assert line.startswith("SLACK_BOT_TOKEN: ")


def test_an_address_off_this_machine_is_never_combined_with_the_playground(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults_of(monkeypatch, SLACK_API_URL="https://elsewhere.example/api/")

    assert line.startswith("SLACK_API_URL: ")


def test_a_lease_must_outlive_the_calls_made_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults_of(monkeypatch, PARTNER_LEASE_SECONDS="29", PARTNER_HTTP_SECONDS="10")

    assert line.startswith("PARTNER_LEASE_SECONDS: ")


def test_a_lease_must_outlive_the_settling_pause_too(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = faults_of(monkeypatch, PARTNER_LEASE_SECONDS="45", PARTNER_SETTLE_SECONDS="16")

    assert line.startswith("PARTNER_LEASE_SECONDS: ")


def test_lists_are_read_from_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNER_ADMINS", "U0MINJUN, U0SEOYEON,")
    monkeypatch.setenv("PARTNER_SPOTS", "GAEPO=1층 로비,SEOCHO=엘리베이터 앞")

    settings = load_settings()

    assert settings.partner_admins == ("U0MINJUN", "U0SEOYEON")
    assert settings.partner_spots == {"GAEPO": "1층 로비", "SEOCHO": "엘리베이터 앞"}


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("PORT", "")

    assert load_settings().port == 3000


def test_a_file_gives_what_the_environment_does_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=3100\nPLAYGROUND_PORT=4300\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("PLAYGROUND_PORT", "4301")

    settings = load_settings()

    assert (settings.port, settings.playground_port) == (3100, 4301)


def test_the_page_of_settings_says_what_the_code_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "settings.md"

    assert page.read_text(encoding="utf-8") == settings_doc.render(), "python -m infra.settings_doc > docs/settings.md"


def test_every_setting_is_explained() -> None:
    assert all(field.description for field in Settings.model_fields.values())
