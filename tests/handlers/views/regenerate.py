"""Writes the golden files anew: `python -m tests.handlers.views.regenerate`. Read what changed before committing it."""

from tests.handlers.views.golden import FOLDER, rendered


def main() -> None:
    """Write what the views render now, and drop the files of states that are no more."""
    FOLDER.mkdir(exist_ok=True)
    now = dict(rendered())
    for old in FOLDER.glob("*.json"):
        if old.name not in now:
            old.unlink()
    for name, content in now.items():
        (FOLDER / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
