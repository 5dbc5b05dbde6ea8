"""Reading the code of handlers/ for what it says to people: keys of texts, and texts that should have been keys."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import handlers

ROOT = Path(handlers.__file__).parent
KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_]+)+")
KEY_PREFIX = re.compile(r"[a-z_]+(\.[A-Za-z0-9_]+)*\.")
ASKING = frozenset({"say", "has"})


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of handlers/ that may not hold texts; `phrases` holds the words that people type."""
    for path in sorted(ROOT.rglob("*.py")):
        if ROOT / "phrases" not in path.parents:
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text in the code, docstrings left out."""
    docstrings = {id(text) for node in ast.walk(tree) for text in _documenting(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _documenting(node: ast.AST) -> Iterator[ast.Constant]:
    body = getattr(node, "body", None)
    for each in body if isinstance(body, list) else ():
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
            yield each.value


def asked_for(trees: Iterable[ast.Module]) -> Iterator[str]:
    """Patterns of the keys that are asked for: of every `say` and `has`, and of whatever looks like a key elsewhere."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=str(key)), *_]) if name in ASKING:
                yield re.escape(key)
            case ast.Call(func=ast.Attribute(attr=name), args=[ast.IfExp(body=body, orelse=other), *_]) if (
                name in ASKING
            ):
                yield from (re.escape(str(each.value)) for each in (body, other) if isinstance(each, ast.Constant))
            case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]) if KEY_PREFIX.match(prefix):
                yield _pattern(node)


def _pattern(joined: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in joined.values)
