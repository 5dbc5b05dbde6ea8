"""`docs/settings.md`, made from the settings themselves: `python -m infra.settings_doc > docs/settings.md`."""

import sys
from enum import Enum

from pydantic.fields import FieldInfo

from infra.settings import Settings
from infra.tuning import Tuning

_HEAD = """# Settings

Read from the environment, or from a file `.env` in the working directory. A wrong or missing value ends the start with
one line a fault, each naming the variable, and exit code 2. This page is made from the code:
`python -m infra.settings_doc > docs/settings.md`.
"""


def render() -> str:
    """The page."""
    own = {name: info for name, info in Settings.model_fields.items() if name not in Tuning.model_fields}
    parts = [_HEAD, "## What an operator sets\n", _table(own), "## Time-outs, leases, pacing, limits\n"]
    return "\n".join([*parts, _table(Tuning.model_fields)])


def _table(fields: dict[str, FieldInfo]) -> str:
    rows = [f"| `{name.upper()}` | {_default(info)} | {info.description} |" for name, info in fields.items()]
    return "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows, ""])


def _default(info: FieldInfo) -> str:
    value = info.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, Enum):
        value = value.value
    return f"`{value}`" if value or value == 0 else "–"


if __name__ == "__main__":
    sys.stdout.write(render())
