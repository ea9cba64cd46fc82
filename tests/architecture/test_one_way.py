"""There is one way to do what must not go wrong: send, ring, change a status, ask the time, write."""

import ast
import inspect
import sys

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from coproduce.celery import app
from tests.architecture.source import APPS, ROOT, imported, modules, nodes, said

OUTBOX = "coproduce/foundation/notifications/"
MEASURING = "coproduce/bench/"  # a mail server to send to, and rows by the hundred thousand


def test_mail_leaves_through_the_outbox_alone():
    found = [
        f"{where} {name}"
        for where, node in nodes(ast.Import | ast.ImportFrom, outside=(OUTBOX, MEASURING))
        for name in imported(node)
        if name.startswith(("django.core.mail", "smtplib")) or name.endswith("AdminEmailHandler")
    ]
    assert found == []
    assert "AdminEmailHandler" not in str(settings.LOGGING)


def test_the_worker_is_notified_with_ids_or_with_nothing():
    """What a queue holds can be read by whoever can read Redis (trust F18)."""
    calls = [
        (where, node)
        for where, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"delay", "apply_async", "send_task"}
    ]
    told = [
        f"{where} {said(node)}"
        for where, node in calls
        for given in [*node.args, *(word.value for word in node.keywords)]
        if not said(given).endswith(("pk", "_id", ".id"))
    ]
    assert calls, "nobody notifies at all: this test looks for the wrong words"
    assert told == []


def test_every_task_is_known_to_celery_and_takes_ids_or_nothing():
    app.loader.import_default_modules()
    written = {
        said(decorator.keywords[0].value).strip("'")
        for _, node in nodes(ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and said(decorator.func) == "shared_task"
    }
    known = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    taken = {name: list(inspect.signature(task.run).parameters) for name, task in known.items()}
    assert sorted(known) == sorted(written)
    assert {
        name: words for name, words in taken.items() if any(not w.endswith(("pk", "_id")) for w in words)
    } == {}


def test_every_task_has_somebody_who_rings():
    on_the_clock = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    by_hand = {
        said(node.func).removesuffix(".delay")
        for _, node in nodes(ast.Call)
        if said(node.func).endswith(".delay")
    }
    app.loader.import_default_modules()
    tasks = {name: task.__name__ for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert on_the_clock <= set(tasks)
    assert [
        name for name, function in tasks.items() if name not in on_the_clock and function not in by_hand
    ] == []


def test_a_status_changes_in_workflow_alone():
    assigned = [
        f"{where} {said(target)}"
        for where, node in nodes(
            ast.Assign | ast.AugAssign | ast.AnnAssign, outside=("coproduce/foundation/transitions.py",)
        )
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "status"
    ]
    updated = [
        f"{where} {said(node)[:80]}"
        for where, node in nodes(ast.Call, outside=("coproduce/foundation/transitions.py", MEASURING))
        if isinstance(node.func, ast.Attribute)
        and node.func.attr == "update"
        and any(word.arg == "status" for word in node.keywords)
    ]
    assert assigned + updated == []


def test_the_time_is_asked_of_one_clock():
    asked = [
        f"{where} {said(node.func)}"
        for where, node in nodes(ast.Call, outside=("coproduce/foundation/clock.py",))
        if said(node.func).endswith(
            ("timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today")
        )
    ]
    kept = [
        f"{where} {word.arg}"
        for where, node in nodes(ast.Call)
        for word in node.keywords
        if word.arg in {"auto_now", "auto_now_add"}
    ]
    assert asked + kept == []


def serving() -> set[str]:
    """Return the paths of our modules that hold a view, found through the addresses."""
    found, waiting = set(), list(get_resolver().url_patterns)
    while waiting:
        one = waiting.pop()
        if isinstance(one, URLPattern):
            view = inspect.unwrap(one.callback)
            found.add(sys.modules[getattr(view, "view_class", view).__module__].__file__ or "")
        else:
            waiting += one.url_patterns
    return {path for path in modules() if str(ROOT / path) in found}


WRITES = {"create", "save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def test_views_write_nothing_themselves():
    ours = serving()
    assert {path.split("/")[0] for path in ours} == set(APPS)
    written = [
        f"{where} {said(node)[:80]}"
        for where, node in nodes(ast.Call)
        if where.rpartition(":")[0] in ours
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in WRITES or (node.func.attr == "update" and "objects" in said(node.func)))
    ]
    assert written == []


@pytest.mark.parametrize(
    "word", ["mark_safe", "format_html", "raw", "extra", "RawSQL", "eval", "exec", "pickle"]
)
def test_what_opens_a_hole_is_used_where_it_is_known(word):
    """Each use of what can turn words into code or HTML was looked at, and stands here."""
    looked_at = {
        "mark_safe": {
            "coproduce/foundation/pages/forms.py",
            "coproduce/foundation/templatetags/components.py",  # words that stand in a template itself
        },
        "format_html": {"coproduce/foundation/templatetags/coproduce.py"},
        "raw": set(),
        "extra": set(),
        "RawSQL": set(),
        "eval": set(),
        "exec": set(),
        "pickle": set(),
    }
    used = {
        where.rpartition(":")[0]
        for where, node in nodes(ast.Call)
        if said(node.func).rpartition(".")[2] == word or said(node.func).startswith(f"{word}.")
    }
    assert used == looked_at[word]
