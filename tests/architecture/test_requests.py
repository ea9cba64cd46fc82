"""What a type checker cannot see: that an address leads to its view through what its request promises."""

import inspect
import typing
from collections.abc import Callable, Iterator

from django.http import HttpRequest
from django.urls import URLPattern, get_resolver

from coproduce.foundation.pages.requests import AuthenticatedRequest, PersonRequest
from tests.architecture.source import APPS


def views(patterns: list) -> Iterator[tuple[Callable, str, type]]:
    """Yield (what the address leads to, name of the view, class of its request) for views of our own."""
    for one in patterns:
        if not isinstance(one, URLPattern):
            yield from views(one.url_patterns)
            continue
        view = inspect.unwrap(one.callback)
        if not inspect.isfunction(view) or view.__module__.partition(".")[0] not in APPS:
            continue
        first = next(iter(inspect.signature(view).parameters))
        asked = typing.get_type_hints(view).get(first)
        if isinstance(asked, type) and issubclass(asked, HttpRequest):
            yield one.callback, f"{view.__module__}.{view.__name__}", asked


def wrappers(view: Callable) -> set[str]:
    """Return the names of the functions that stand around a view."""
    found = set()
    while hasattr(view, "__wrapped__"):
        found.add(view.__code__.co_name)
        view = view.__wrapped__
    return found


def test_who_is_promised_a_person_is_marked_for_contributors():
    promised = {
        name: led for led, name, asked in views(get_resolver().url_patterns) if asked is PersonRequest
    }
    assert len(promised) > 50, "this test looks for the wrong class"
    assert [name for name, led in promised.items() if "for_person" not in wrappers(led)] == []


def test_a_view_asks_for_a_signed_in_request_just_when_it_needs_one():
    wrong = [
        f"{name}({asked.__name__})"
        for led, name, asked in views(get_resolver().url_patterns)
        if issubclass(asked, AuthenticatedRequest) != getattr(led, "login_required", True)
    ]
    assert wrong == []
