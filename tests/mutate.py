"""Does a test fail when a rule is turned round? For one app at a time.

    .venv/bin/python -m tests.mutate expenses.policies
    .venv/bin/python -m tests.mutate projects.roles --files rules.py actions.py

Makes one small change after another (tests/mutations.py), and runs the tests of the app that come by
that line until one fails. Prints what was killed and what stayed alive with its file and line; ends with
1 when more than `--most-alive` per cent did.

The tests are collected and run once, unchanged; each change is then made in a fork of that process, so
nothing on disk is touched. Changes are made inside functions only: constraints and tables at the top of
a module are not. Tests that commit (transaction=True) and browsers are left out, because they would leave
the database changed for the next.
"""

import argparse
import ast
import gc
import os
import signal
import sys
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutations import Mutation, mutations

ROOT = Path(__file__).resolve().parent.parent
BROKEN = 2
NO_RULES = {"migrations", "management", "admin.py", "apps.py", "urls.py", "portal_urls.py"}


def sources(app: str, files: list[str]) -> list[Path]:
    """Return the modules of an app, or those of them whose name begins with one of `files`."""
    folder = ROOT / app.replace(".", "/")
    found = (
        [folder.with_suffix(".py")] if folder.with_suffix(".py").exists() else sorted(folder.rglob("*.py"))
    )
    kept = [path for path in found if not NO_RULES & set(path.relative_to(ROOT).parts)]
    return [path for path in kept if not files or path.name.startswith(tuple(files))]


def tests_of(app: str) -> str:
    """Return the folder of tests that mirrors an app, or the nearest above it."""
    parts = app.removeprefix("coproduce.").split(".")
    while parts and not (ROOT / "tests" / "/".join(parts)).is_dir():
        parts.pop()
    if not parts:
        raise SystemExit(f"There are no tests for {app}. Name them with --tests.")
    return "tests/" + "/".join(parts)


@dataclass(frozen=True)
class Result:
    """What became of one change."""

    path: Path
    mutation: Mutation
    outcome: str  # "killed", "alive", "no test comes by", "took too long"

    @property
    def is_alive(self) -> bool:
        return self.outcome not in ("killed", "took too long")

    def __str__(self) -> str:
        where = f"{self.path.relative_to(ROOT)}:{self.mutation.line}"
        return f"{self.outcome:16} {where} {self.mutation.words}"


class Mutator:
    """A plugin of pytest that runs the collected tests once, then again and again with one change each."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        self.results: list[Result] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not _leaves_traces(item)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            pytest.exit("the tests cannot be collected", returncode=1)
        by_line, seconds = self._unchanged(session)
        say(f"{len(session.items)} tests pass in {seconds:.0f} seconds.")
        if _in_a_fork(session, session.items[:20], lambda: None, int(seconds) * 3 + 20) != "alive":
            pytest.exit("the tests fail in a fork without any change", returncode=1)
        for path in self.paths:
            tree = ast.parse(path.read_text())
            for mutation in mutations(tree):
                places = {place for line in mutation.statement for place in by_line[str(path), line]}
                tests = [session.items[place] for place in sorted(places)]
                outcome = "no test comes by"
                if tests:
                    outcome = _in_a_fork(
                        session, tests, partial(_change, path, tree, mutation), int(seconds) * 3 + 20
                    )
                self.results.append(Result(path, mutation, outcome))
                say(self.results[-1])
        return True

    def _unchanged(self, session: pytest.Session) -> tuple[dict[tuple[str, int], set[int]], float]:
        """Run every test, and return which come by each line, and the seconds it took."""
        watch = coverage.Coverage(
            data_file=None, include=[str(path) for path in self.paths], config_file=False
        )
        started = time.monotonic()
        watch.start()
        for place, item in enumerate(session.items):
            watch.switch_context(str(place))
            if failure := _failure(session, [item]):
                say(failure)
                pytest.exit(f"{item.nodeid} fails without any change", returncode=1)
        watch.stop()
        by_line: dict[tuple[str, int], set[int]] = defaultdict(set)
        data = watch.get_data()
        for path in self.paths:
            for line, contexts in data.contexts_by_lineno(str(path)).items():
                by_line[str(path), line] = {int(one) for one in contexts if one}
        return by_line, time.monotonic() - started


def _leaves_traces(item: pytest.Item) -> bool:
    marks = [mark for mark in item.iter_markers("django_db") if mark.kwargs.get("transaction")]
    fixtures = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(marks or fixtures or item.get_closest_marker("browser"))


def _failure(session: pytest.Session, items: list[pytest.Item]) -> str:
    """Run tests until one fails and return how. Fixtures of the session stay as they are."""
    for item in items:
        reports = runtestprotocol(item, log=False, nextitem=session)  # type: ignore[arg-type]
        for report in reports:
            if report.failed:
                return report.longreprtext or "failed"
    return ""


def _in_a_fork(
    session: pytest.Session, tests: list[pytest.Item], change: Callable[[], None], seconds: int
) -> str:
    """Make one change in a child of this process and say what its tests did."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.connection and connection.connection.close()
        connection.connection = None
    child = os.fork()
    if child == 0:
        signal.alarm(seconds)  # a change may never end
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        outcome = BROKEN
        try:
            change()
            outcome = int(bool(_failure(session, tests)))
        finally:
            os._exit(outcome)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "took too long"
    return {0: "alive", 1: "killed"}.get(os.WEXITSTATUS(status), "broke the check")


def _change(path: Path, tree: ast.Module, mutation: Mutation) -> None:
    """Give the function of a module, wherever it is held, the changed code."""
    mutation.make()
    changed = dict(_codes(compile(ast.fix_missing_locations(tree), str(path), "exec")))
    for one in gc.get_objects():
        # isinstance() would ask Django's lazy objects what they are, and so wake them.
        if type(one) is types.FunctionType and _is(one.__code__, path, mutation.function):
            one.__code__ = changed[mutation.function]


def _is(code: types.CodeType, path: Path, name: str) -> bool:
    return (code.co_filename, code.co_qualname) == (str(path), name)


def _codes(code: types.CodeType) -> Iterator[tuple[str, types.CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant.co_qualname, constant
            yield from _codes(constant)


def say(*lines: object) -> None:
    """Write lines at once: a run takes minutes."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main() -> int:
    """Try every change, print what became of it and return 1 when too many stayed alive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("app", help="for example expenses.policies")
    parser.add_argument("--files", nargs="*", default=[], help="only modules whose name begins like this")
    parser.add_argument("--tests", nargs="*", help="instead of the folder of tests of the app")
    parser.add_argument("--most-alive", type=float, default=10, help="per cent (10)")
    given = parser.parse_args()
    paths = sources(given.app, given.files)
    if not paths:
        raise SystemExit(f"There is no module to change in {given.app}.")
    mutator = Mutator(paths)
    chosen = given.tests or [tests_of(given.app)]
    code = pytest.main([*chosen, "-s", "-qq", "--no-header", "--no-summary"], plugins=[mutator])
    if not mutator.results:
        return int(code) or 1
    alive = [result for result in mutator.results if result.is_alive]
    share = 100 * len(alive) / len(mutator.results)
    say(f"\n{len(mutator.results)} changes, {len(alive)} stayed alive ({share:.0f} %).")
    say(*alive)
    return int(share > given.most_alive)


if __name__ == "__main__":
    sys.exit(main())
