"""One set of module names, and each kind of code in its module: whoever lists a folder knows where a change goes."""

import ast
from collections import Counter
from pathlib import PurePosixPath

from tests.architecture.module_names import ALLOWED, EXTRA, MOST_MODULES, PACKAGES
from tests.architecture.source import modules, nodes, said

LAYERS = ("contributors/", "projects/", "expenses/")
FREE = ("coproduce/",)  # foundation is a library by subject; above the layers stand pages and commands
READS = {
    *("filter", "exclude", "annotate", "aggregate", "values_list", "exists", "in_bulk"),
    *("select_related", "prefetch_related", "select_for_update", "order_by"),
}
CREATE_SUPERUSER = "contributors/accounts/models.py"  # Django's command calls the manager
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save", "delete"}


def in_layers() -> dict[str, ast.Module]:
    """Return the modules of the three layers that hold apps."""
    return {path: tree for path, tree in modules().items() if path.startswith(LAYERS)}


def kind(path: str) -> str:
    """Return what a module is: its name, or that of the package of its kind ("actions/inviting" is actions)."""
    for part in PurePosixPath(path).parts[1:-1]:
        if part in PACKAGES:
            return part
    return PurePosixPath(path).stem


def test_modules_carry_the_names_of_the_design():
    strange = [
        path
        for path in in_layers()
        if path.count("/") > 1
        and kind(path) not in ALLOWED | PACKAGES
        and path.removesuffix(".py") not in EXTRA
    ]
    assert strange == []


def test_every_exception_is_still_there():
    assert [path for path in EXTRA if f"{path}.py" not in modules()] == []


def test_no_folder_is_a_heap():
    many = Counter(str(PurePosixPath(path).parent) for path in modules() if not path.endswith("__init__.py"))
    assert {folder: count for folder, count in many.items() if count > MOST_MODULES} == {}


def test_transactions_stand_in_actions():
    elsewhere = [
        where
        for where, node in nodes(ast.Attribute, outside=(*FREE, CREATE_SUPERUSER))
        if said(node) == "transaction.atomic"
        and kind(where.rpartition(":")[0]) not in {"actions", "management"}
    ]
    assert elsewhere == []


def test_rows_are_written_in_actions():
    elsewhere = [
        f"{where} {said(node)[:60]}"
        for where, node in nodes(ast.Call, outside=FREE)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and kind(where.rpartition(":")[0]) not in {"actions", "models", "management", "data", "admin"}
    ]
    assert elsewhere == []


def asks_the_database(node: ast.AST) -> bool:
    """Say whether an expression reads rows. `values()` of a dict takes nothing, that of rows says which."""
    if isinstance(node, ast.Call):
        return said(node.func).endswith(".values") and bool(node.args or node.keywords)
    return isinstance(node, ast.Attribute) and (node.attr in READS or node.attr == "objects")


def test_rules_ask_nothing_of_the_database():
    asked = [
        f"{where} {said(node)[:60]}"
        for where, node in nodes((ast.Attribute, ast.Call), outside=FREE)
        if kind(where.rpartition(":")[0]) == "rules" and asks_the_database(node)
    ]
    assert asked == []


def test_views_stand_in_views_and_portal():
    marked = {"require_safe", "require_GET", "require_POST", "require_http_methods"}
    elsewhere = [
        f"{where} {node.name}"
        for where, node in nodes(ast.FunctionDef, outside=FREE)
        if kind(where.rpartition(":")[0]) not in {"views", "portal"}
        and any(said(one).partition("(")[0] in marked for one in node.decorator_list)
    ]
    assert elsewhere == []


def test_other_apps_are_heard_through_signals():
    """No registry of our own: one app tells another with django.dispatch.Signal (signals.py, receivers.py)."""
    connected = [
        where
        for where, node in nodes(ast.Call, outside=FREE)
        if said(node.func) in {"receiver", "Signal"}
        and kind(where.rpartition(":")[0]) not in {"signals", "receivers"}
    ]
    assert connected == []
