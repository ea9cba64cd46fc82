"""The source code, read as a tree: what the rules about writing code are checked on."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("coproduce", "contributors", "projects", "expenses")


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of the product by its path; migrations are written by Django."""
    paths = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text())
        for path in paths
        if "migrations" not in path.parts
    }


def nodes(kind: type | tuple[type, ...], *, outside: tuple[str, ...] = ()) -> Iterator[tuple[str, ast.AST]]:
    """Yield ("path:line", node) for every node of a kind, or of some, but not from paths that start with `outside`."""
    for path, tree in modules().items():
        if not path.startswith(outside):
            for node in ast.walk(tree):
                if isinstance(node, kind):
                    yield f"{path}:{node.lineno}", node


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the full dotted names that an import brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names]


def said(node: ast.AST) -> str:
    """Return an expression as it is written."""
    return ast.unparse(node)
