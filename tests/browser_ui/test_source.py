import re
from pathlib import Path

import pytest

MOST_LINES = 300
SOURCES = ("*.js", "*.css", "*.html")


def files(folder: Path, *patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in folder.rglob(pattern))


def texts(folder: Path, language: str) -> dict[str, str]:
    source = (folder / "js" / "locale" / f"{language}.js").read_text("utf-8")
    return dict(re.findall(r'^ {2}"([^"]+)":\s+"((?:[^"\\]|\\.)*)",$', source, re.MULTILINE))


def scripts(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in files(folder, "*.js") if path.parent.name != "locale")


def test_every_file_does_one_thing_in_few_lines(ui_folder: Path) -> None:
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in files(ui_folder, *SOURCES)}
    assert len(sizes) > 40
    assert {name: size for name, size in sizes.items() if size >= MOST_LINES} == {}


def test_both_languages_have_the_same_texts_with_the_same_places(ui_folder: Path) -> None:
    ko, en = texts(ui_folder, "ko"), texts(ui_folder, "en")
    assert len(ko) > 200
    assert ko.keys() == en.keys()
    places = {key: {frozenset(re.findall(r"\{(\w+)\}", text[key])) for text in (ko, en)} for key in ko}
    assert [key for key, both in places.items() if len(both) > 1] == []


def test_every_text_asked_for_exists_and_every_text_is_asked_for(ui_folder: Path) -> None:
    source, known = scripts(ui_folder), texts(ui_folder, "ko")
    exact = set(re.findall(r'"([a-z_]+(?:\.[\w+]+)+)"', source))
    prefixes = tuple(re.findall(r"`([a-z_]+(?:\.[a-z_]+)*\.)\$\{", source))
    asked = {key for key in known if key in exact or key.startswith(prefixes)}
    assert sorted(known.keys() - asked) == []
    wanted = set(re.findall(r'\bt\(\s*"([^"]+)"', source))
    assert sorted(wanted - known.keys()) == []


@pytest.mark.parametrize(
    "banned", ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "document.write"]
)
def test_no_data_is_ever_read_as_markup_or_code(ui_folder: Path, banned: str) -> None:
    assert [path.name for path in files(ui_folder, "*.js") if banned in path.read_text("utf-8")] == []


def test_nothing_is_loaded_from_elsewhere(ui_folder: Path) -> None:
    loads = re.compile(r"""(?:src|href|import|from|url\()\s*[=(]?\s*["']?(https?:)?//""")
    assert [path.name for path in files(ui_folder, *SOURCES) if loads.search(path.read_text("utf-8"))] == []


def test_the_page_needs_no_inline_script_or_style(ui_folder: Path) -> None:
    page = (ui_folder / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []
    assert 'type="module"' in page
