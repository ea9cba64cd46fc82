"""Small changes that turn a rule round: what tests/mutate.py makes of a module, one at a time."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

FLIPPED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
LOOKUPS = {"__lt": "__lte", "__lte": "__lt", "__gt": "__gte", "__gte": "__gt"}
NARROWING = ("filter", "exclude")
OPPOSITE = {"max": "min", "min": "max", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutation:
    """One change of one function. `make` makes it in the tree and returns what takes it back.

    `statement` are the lines a test comes by when it runs what is changed.
    """

    line: int
    statement: range
    function: str
    words: str
    make: Callable[[], Callable[[], None]]


def mutations(tree: ast.Module) -> Iterator[Mutation]:
    """Return every change we know for the functions of a module, from top to bottom."""
    for name, function in functions(tree):
        for statement in ast.walk(function):
            if isinstance(statement, ast.stmt) and statement is not function:
                lines = _lines(statement)
                for node, parent in _own(statement, function):
                    for words, make in _changes(node, parent):
                        yield Mutation(getattr(node, "lineno", lines.start), lines, name, words, make)


def _lines(statement: ast.stmt) -> range:
    """Return the lines of a statement; of one with a body, those before the body."""
    body = getattr(statement, "body", None)
    return range(statement.lineno, body[0].lineno if body else (statement.end_lineno or statement.lineno) + 1)


def _own(node: ast.AST, parent: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Return a statement and what stands in it with the node above, but no statement inside it."""
    yield node, parent
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt | ast.ExceptHandler):
            yield from _own(child, node)


def functions(tree: ast.AST, above: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Return the functions and methods of a module by qualified name; those inside one belong to it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield above + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{above}{node.name}.")


Change = tuple[str, Callable[[], Callable[[], None]]]


def _changes(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"and ↔ or: {_short(node)}", _set(node, "op", other)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"without not: {_short(node)}", _replace(parent, node, node.operand)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Return) and _is_bool(node.value):
        other_value = ast.copy_location(ast.Constant(not node.value.value), node.value)
        yield f"return {other_value.value}", _set(node, "value", other_value)


def _is_bool(node: ast.AST | None) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        for other in FLIPPED[type(operator)]:
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield f"{other.__name__}: {_short(node)}", _set(node, "ops", ops)
    for value in node.comparators:
        if isinstance(value, ast.Constant) and type(value.value) is int:
            yield f"one more: {_short(node)}", _set(value, "value", value.value + 1)


def _calls(node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in NARROWING:
        for kind in ("args", "keywords"):
            given = getattr(node, kind)
            for place, one in enumerate(given):
                rest = given[:place] + given[place + 1 :]
                yield f"{node.func.attr}() without {_short(one)}", _set(node, kind, rest)
    if isinstance(node.func, ast.Name) and node.func.id in OPPOSITE:
        other = OPPOSITE[node.func.id]
        yield f"{other}: {_short(node)}", _set(node.func, "id", other)
    for keyword in node.keywords:
        for ending, other in LOOKUPS.items():
            if keyword.arg and keyword.arg.endswith(ending):
                name = keyword.arg.removesuffix(ending) + other
                yield f"{name}: {_short(keyword)}", _set(keyword, "arg", name)


def _set(node: ast.AST, name: str, value: object) -> Callable[[], Callable[[], None]]:
    def make() -> Callable[[], None]:
        before = getattr(node, name)
        setattr(node, name, value)
        return lambda: setattr(node, name, before)

    return make


def _replace(parent: ast.AST, node: ast.AST, other: ast.AST) -> Callable[[], Callable[[], None]]:
    """Put another node in the place of one, wherever its parent holds it."""
    for name, value in ast.iter_fields(parent):
        if value is node:
            return _set(parent, name, other)
        if isinstance(value, list) and node in value:
            return _set(parent, name, [other if one is node else one for one in value])
    raise ValueError("not a child of this parent")


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 70 else f"{words[:67]}…"
