"""S7: a stopwatch cannot tell a known address from an unknown one at sign-in, code, password or reset.

What an observer measures is modelled without waiting: the clock of the middleware jumps over the wait, so
that 500 answers of each page take seconds. That is harder than real life, where the wait itself has noise, as has a
machine with other things to do.
"""

import inspect
import random
import time
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.forms import BaseForm
from django.test import Client
from django.test.client import ClientHandler
from django.urls import get_resolver

from contributors.accounts.sign_in import middleware
from contributors.accounts.sign_in.middleware import left
from coproduce.foundation.fields import EmailField
from tests import builders
from tests.contributors.accounts.steps import ENTER_CODE, SIGN_IN, STAFF, with_password

pytestmark = [pytest.mark.either_engine, pytest.mark.django_db]
RESET = "/account/password/reset/"
MANY = 250  # of each kind: 500 for a page
WAIT = 250  # milliseconds
BLIND = 0.05  # an AUC this far from one half is no better than guessing
# Chance alone puts one page in twenty beyond that after 500 answers, and none after 2,000; a difference stays.
ROUNDS = 4


class Clock:
    """What this thread computes, and what was slept without being slept: other processes tell nothing."""

    def __init__(self) -> None:
        self.skipped, self.answer_took = 0.0, 0.0

    def monotonic(self) -> float:
        return time.thread_time() + self.skipped

    def sleep(self, seconds: float) -> None:
        self.skipped += seconds


def auc(low: list[float], high: list[float]) -> float:
    """Return how often a value of `high` is above one of `low`; one half when nothing tells them apart."""
    ordered = sorted([(value, 0) for value in low] + [(value, 1) for value in high])
    ranks = {0: 0.0, 1: 0.0}
    at = 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        for _value, kind in ordered[at:end]:
            ranks[kind] += (at + 1 + end) / 2
        at = end
    return (ranks[1] - len(high) * (len(high) + 1) / 2) / (len(high) * len(low))


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(middleware, "time", clock)
    get_response = ClientHandler.get_response

    def timed(handler, request):
        began = clock.monotonic()
        response = get_response(handler, request)
        clock.answer_took = clock.monotonic() - began
        return response

    monkeypatch.setattr(
        ClientHandler, "get_response", timed
    )  # what the test's browser does is no answer's part
    return clock


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.SIGN_IN_TAKES = WAIT
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as dear for everybody


def measured(clock: Clock, ask: Callable[[Client, str], Any], known: str) -> tuple[list[float], list[float]]:
    """Return how late MANY answers about a known address left, and those about unknown ones, mixed."""
    kinds = [True, False] * MANY
    random.Random(7).shuffle(kinds)  # noqa: S311 - an order, not a secret
    took: dict[bool, list[float]] = {True: [], False: []}
    browsers = {True: (Client(), 0), False: (Client(), 0)}
    for number, is_known in enumerate(kinds):
        email = known if is_known else f"{number:05}"[: len(known) - 12] + "@example.org"
        client, uses = browsers[is_known]
        if ask is not enter_code or uses % 4 == 0:  # the fifth wrong code ends it
            client = Client()
            if ask is enter_code:
                client.post(SIGN_IN, {"email": email})
        browsers[is_known] = client, uses + 1
        ask(client, email)
        took[is_known].append(clock.answer_took * 1000)
    assert min(took[True] + took[False]) >= WAIT
    return as_seen(took[True], took[False])


def as_seen(known: list[float], unknown: list[float]) -> tuple[list[float], list[float]]:
    """Return by how many steps of what can be told apart each answer left after its wait.

    A network hides less than a tenth of a millisecond; a busy machine needs longer for the last lines of every
    answer, and less than that tells nothing there. A quarter of all are among the faster kind.
    """
    late = sorted(one - WAIT for one in known + unknown)
    step = max(0.1, late[len(late) // 4])
    return [round((one - WAIT) / step) for one in known], [round((one - WAIT) / step) for one in unknown]


def ask_code(client: Client, email: str) -> Any:
    return client.post(SIGN_IN, {"email": email})


def enter_code(client: Client, email: str) -> Any:
    return client.post(ENTER_CODE, {"code": "0000-0001"})


def type_password(client: Client, email: str) -> Any:
    return client.post(STAFF, {"login": email, "password": "not the password"})


def ask_reset(client: Client, email: str) -> Any:
    return client.post(RESET, {"email": email})


@pytest.mark.parametrize(
    "ask", [ask_code, enter_code, type_password, ask_reset], ids=lambda ask: ask.__name__
)
def test_a_stopwatch_does_no_better_than_guessing(ask, clock):
    trust = builders.organisation()
    if ask in (type_password, ask_reset):
        known = builders.staff_user("ppi_manager", trust, email="known@example.org")
        with_password(known)
    else:
        known = builders.contributor_user(trust, email="known@example.org")
    with_account: list[float] = []
    without: list[float] = []
    for _round in range(ROUNDS):
        one, other = measured(clock, ask, known.email)
        with_account, without = with_account + one, without + other
        if abs(auc(without, with_account) - 0.5) <= BLIND:
            break
    assert len(with_account) == len(without) >= MANY
    assert abs(auc(without, with_account) - 0.5) <= BLIND


def test_the_stopwatch_itself_sees_a_difference():
    assert auc([1, 2, 3], [4, 5, 6]) == 1
    assert auc([1, 2, 3], [1, 2, 3]) == 0.5
    slow, quick = as_seen([250.6, 250.7, 250.8], [250.3, 250.3, 250.4])
    assert auc(quick, slow) == 1
    slow, quick = as_seen([250.25, 250.35], [250.15, 250.1])
    assert auc(quick, slow) == 1
    assert as_seen([250.38, 250.33], [250.3, 250.26]) == ([1, 1], [1, 1])


@pytest.mark.parametrize(
    ("took", "wait"), [(0.01, 0.24), (0.249, 0.001), (0.25, 0), (0.26, 0.24), (0.6, 0.15), (0, 0)]
)
def test_work_that_takes_longer_waits_for_the_end_of_the_next_step(took, wait):
    assert left(took, 0.25) == pytest.approx(wait)


LOOKS_NOBODY_UP = {
    "expressions:take": "makes a person of its own, whoever reads the mailbox",
    "expressions:change": "the same",
    "interest:contact": "is kept sealed, and compared with nothing",
}


def forms_with_a_mailbox() -> set[type[BaseForm]]:
    """Return the forms in which a mailbox is typed, by the field that they all use."""
    found, waiting = set(), [BaseForm]
    while waiting:
        form: Any = waiting.pop()
        waiting += form.__subclasses__()
        fields = dict(getattr(form, "base_fields", {}))
        if any(isinstance(one, EmailField) for one in fields.values()) or EmailField in named_by(form):
            found.add(form)
    return found


def named_by(view: Any) -> set[Any]:
    """Return what a view or a form and the helpers beside it name: classes and functions."""
    found, waiting = set(), [inspect.unwrap(view)]
    while waiting:
        one = waiting.pop()
        if inspect.isclass(one):
            waiting += [part for part in vars(one).values() if inspect.isfunction(part)]
            continue
        names = names_in(one.__code__)
        spaces = [one.__globals__.get(name) for name in names]
        known = [one.__globals__, *(vars(space) for space in spaces if inspect.ismodule(space))]
        for thing in (space[name] for name in names for space in known if name in space):
            if inspect.isfunction(thing) and thing.__name__.startswith("_") and thing not in found:
                waiting.append(inspect.unwrap(thing))
            if inspect.isclass(thing) or inspect.isfunction(thing):
                found.add(thing)
    return found


def names_in(code: types.CodeType) -> set[str]:
    return set(code.co_names).union(
        *(names_in(one) for one in code.co_consts if isinstance(one, types.CodeType))
    )


def every_view() -> dict[str, Any]:
    found, waiting = {}, [("", get_resolver())]
    while waiting:
        space, resolver = waiting.pop()
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                waiting.append((f"{space}{one.namespace}:" if one.namespace else space, one))
            else:
                found[f"{space}{one.name}"] = one.callback
    return found


def test_every_page_that_takes_a_mailbox_answers_in_even_time():
    views, forms = every_view(), forms_with_a_mailbox()  # in this order: the views bring their forms
    ours = {name: view for name, view in views.items() if inspect.isfunction(inspect.unwrap(view))}
    takes = {name for name, view in ours.items() if named_by(view) & forms}
    assert {"people:add", "my_helpers:ask", "alerts:ask", "roles:invite", "roles:quick_invite"} <= takes
    assert {name for name in takes if not getattr(views[name], "even_time", False)} == set(LOOKS_NOBODY_UP)
