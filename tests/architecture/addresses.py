"""Every address of the application, from the URL resolver, admin included."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name and the names of what it needs."""

    name: str
    parts: tuple[str, ...]

    def path(self, values: dict[str, object]) -> str:
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})


def addresses() -> list[Address]:
    """Return every named address, sorted. Raises AssertionError for one without a name."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda one: one.name)


def _walk(patterns: list, space: str, before: tuple[str, ...] = ()) -> Iterator[Address]:
    for one in patterns:
        here = before + tuple(one.pattern.converters) + tuple(one.pattern.regex.groupindex)
        here = tuple(dict.fromkeys(here))
        if isinstance(one, URLPattern):
            if one.name is None:  # the admin's own catch-all, which answers nothing but 404
                continue
            yield Address(space + one.name, here)
        else:
            yield from _walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, here)
