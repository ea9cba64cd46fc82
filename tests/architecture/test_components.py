"""Components are declared, shown in the gallery, and cannot take a value of the page by accident."""

import re
from collections.abc import Iterator

import pytest
from django.template import Node
from django.template.base import FilterExpression, Variable
from django.template.loader import get_template

from coproduce.foundation.templatetags.components import Declaration
from tests.architecture.source import ROOT

FOLDER = ROOT / "templates" / "cotton"
COMPONENTS = sorted(path.stem.replace("_", "-") for path in FOLDER.glob("*.html"))
EVERYWHERE = {"slot", "forloop", "csrf_token", "True", "False", "None"}


def text_of(component: str) -> str:
    return (FOLDER / f"{component.replace('-', '_')}.html").read_text()


def read(thing: object, seen: set[int]) -> Iterator[str]:
    """Return the first part of every name that a node reads, however deep it stands."""
    if id(thing) in seen or isinstance(thing, str | bytes | int | type):
        return
    seen.add(id(thing))
    if isinstance(thing, Variable):
        if thing.lookups:
            yield thing.lookups[0]
    elif isinstance(thing, FilterExpression):
        yield from read([thing.var, [one[1] for one in thing.filters]], seen)
    elif isinstance(thing, dict):
        yield from read(list(thing.values()), seen)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from read(one, seen)
    elif isinstance(thing, Node) or hasattr(thing, "eval"):  # a node, or a condition of {% if %}
        yield from read(
            [value for name, value in vars(thing).items() if name not in {"origin", "token"}], seen
        )


def made(text: str) -> set[str]:
    """Return the names that a template gives by itself."""
    loops = re.findall(r"{% for ([\w, ]+) in ", text)
    given = re.findall(r"(\w+)=", " ".join(re.findall(r"{% (?:with|blocktranslate with) .*?%}", text)))
    return {name.strip() for names in loops for name in names.split(",")} | set(given)


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_reads_only_what_it_declares(component):
    nodes = get_template(f"cotton/{component.replace('-', '_')}.html").template.nodelist
    declared = next((node for node in nodes if isinstance(node, Declaration)), Declaration(set(), {}))
    known = declared.required | set(declared.defaults) | made(text_of(component)) | EVERYWHERE
    assert set(read(list(nodes), set())) - known == set()


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_says_what_it_is_and_explains_what_it_takes(component):
    text = text_of(component)
    said = re.search(r"{% comment %}\n(.*?)\n{% endcomment %}", text, re.DOTALL)
    declared = re.search(r"<c-vars ([^>]*?) ?/>", text, re.DOTALL)
    names = re.findall(r":?([\w-]+)(?:=\"[^\"]*\")?", declared[1]) if declared else []
    assert said
    assert [name for name in names if not re.search(rf"\b{name}\b", said[1])] == []


def test_every_component_is_in_the_gallery():
    """By itself or as a part of another one."""
    gallery = (ROOT / "templates/components_gallery").glob("*.html")
    shown = "\n".join(path.read_text() for path in [*gallery, *FOLDER.glob("*.html")])
    assert [name for name in COMPONENTS if f"<c-{name}" not in shown] == []


def test_no_attribute_is_worked_out_in_two_ways():
    """`:name` takes an expression and `name` takes text; braces in the first would be neither."""
    mixed = re.compile(r"\s:[\w-]+=\"[^\"]*(?:{{|{%)")
    pages = sorted((ROOT / "templates").rglob("*.html"))
    assert [str(path) for path in pages if mixed.search(path.read_text())] == []
