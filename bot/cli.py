"""The command line: `partner42`."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import click

from bot.errors import StartError
from bot.saying import fail, say
from infra.metrics import own_version
from infra.settings import Settings, SettingsError, load_settings

P = ParamSpec("P")

WRONG_SETTINGS: Final = 2
"""Exit code when a setting, or the port that one names, keeps a process from starting."""


def told_plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Ends a command with one line a fault and exit code 2, where the fault is the operator's to set right."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SettingsError as error:
            fail(error.lines, WRONG_SETTINGS)
        except StartError as error:
            fail([str(error)], WRONG_SETTINGS)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(own_version(), prog_name="partner42")
def main() -> None:
    """42Partner: a Slack bot that brings people together over meals and study."""


@main.command()
@told_plainly
def run() -> None:
    """Web and worker in one process; the playground too when there is no token."""
    from bot import commands  # noqa: PLC0415 - what a command doesn't need is not imported

    settings = _settings()
    if not settings.has_token:
        commands.run_async(commands.serve_locally(settings))
        return
    commands.migrate(settings.database_url)
    commands.run_async(commands.serve(settings, web=True, worker=True))


@main.command()
@told_plainly
def web() -> None:
    """What Slack sends, over HTTP or (with SLACK_APP_TOKEN) Socket Mode."""
    from bot import commands  # noqa: PLC0415 - as above

    commands.run_async(commands.serve(_settings_with_token("web"), web=True, worker=False))


@main.command()
@told_plainly
def worker() -> None:
    """Deliveries and what falls due; any number of these may run."""
    from bot import commands  # noqa: PLC0415 - as above

    commands.run_async(commands.serve(_settings_with_token("worker"), web=False, worker=True))


@main.command()
@told_plainly
def migrate() -> None:
    """Brings the database to the newest schema; a newer one is left as it is."""
    from bot import commands  # noqa: PLC0415 - as above

    say(f"{commands.migrate(_settings().database_url)}.")


@main.command()
@click.option("--url", help="The public address that Slack is to call, like https://partner.example.org")
@click.option("--socket", is_flag=True, help="For Socket Mode, which needs no public address")
@told_plainly
def manifest(url: str | None, socket: bool) -> None:  # noqa: FBT001 - click hands options over by name
    """Prints the Slack app manifest (JSON)."""
    from bot.manifest import build_manifest  # noqa: PLC0415 - as above

    if (url is None) is not socket:
        raise click.UsageError("say either --url https://… or --socket")
    if url is not None and not url.startswith("https://"):
        raise click.UsageError("--url must begin with https://, for Slack calls nothing else")
    say(json.dumps(build_manifest(url), ensure_ascii=False, indent=2))


@main.command()
@told_plainly
def doctor() -> None:
    """Checks settings, database, schema, token, scopes and channels; says what to do about each fault."""
    from bot import commands, doctor  # noqa: PLC0415 - as above

    try:
        settings = _settings()
    except SettingsError as error:
        fail([f"✗ {line}" for line in error.lines], 1)
    if not commands.run_async(doctor.examine(settings, say)):
        raise SystemExit(1)


@main.command()
@told_plainly
def playground() -> None:
    """The local workspace alone."""
    from bot import commands  # noqa: PLC0415 - as above

    commands.run_async(commands.serve_playground_alone(_settings()))


def _settings() -> Settings:
    from bot.commands import set_up_logs  # noqa: PLC0415 - as above

    settings = load_settings()
    set_up_logs(settings)
    return settings


def _settings_with_token(command: str) -> Settings:
    settings = load_settings()
    if not settings.has_token:
        raise StartError(f"SLACK_BOT_TOKEN: is needed for `partner42 {command}`; `partner42 run` works without one")
    return _settings()
