"""Golden files: one a view, state and language, to be read in review."""

import json
from collections.abc import Iterator
from pathlib import Path

from domain.vocabulary import Language
from tests.handlers.views.cases import as_json, cases
from tests.handlers.views.samples import texts

FOLDER = Path(__file__).parent / "golden"


def rendered() -> Iterator[tuple[str, str]]:
    """The name and content of every golden file, as the views are now."""
    for name, case in cases().items():
        for language in Language:
            content = json.dumps(as_json(case(texts(language))), ensure_ascii=False, indent=2)
            yield f"{name}.{language}.json", f"{content}\n"
