"""Components: `<c-button>` in a page names templates/cotton/button.html.

django-cotton turns the HTML-like tags into the three template tags registered here. Its own ones look
everything up again at each use, which makes a list of 50 rows five times slower than markup by hand;
these do so once, when the page is loaded (docs/decisions/0014-pages-are-made-of-components.md).

A component declares what it takes in its first line: `<c-vars label url="" />`. `label` must be given,
`url` need not be. A page that gives something else is refused when it is loaded. A component reads what
it declares, `slot`, and what every page has (`csrf_token`, …), never a value of the page around it: what
is declared hides the page's names, and tests/architecture/test_components.py finds what is not.

`name="words"` and `name="{{ words }}"` give text, `:name="value|filter"` gives the value itself.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.template import (
    Context,
    Engine,
    Library,
    Node,
    NodeList,
    TemplateDoesNotExist,
    TemplateSyntaxError,
)
from django.template.base import FilterExpression, Lexer, Parser, TextNode, Token
from django.template.defaulttags import CommentNode, LoadNode
from django.utils.safestring import mark_safe
from django_cotton.tag_parser import parse_component_tag, parse_vars_tag

from coproduce.foundation.pages.folding import Value, fold

register = Library()


class Declaration(Node):
    """`<c-vars label url="" />`: what a component takes, and what it uses when that is not given."""

    def __init__(self, required: set[str], defaults: dict[str, Value]) -> None:
        self.required, self.defaults = required, defaults

    def render(self, context: Context) -> str:
        """Draw nothing."""
        return ""


class Slot(Node):
    """`<c-slot name="actions">…</c-slot>`: markup given to the component around it, under a name."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> str:
        """Refuse: its component has taken every slot that stands where it belongs."""
        raise TemplateSyntaxError(f'<c-slot name="{self.name}"> stands in no component.')


class Component(Node):
    """One use of a component. `inside` lists the nodes of its slots, so that Django finds blocks there."""

    child_nodelists = ("inside",)

    def __init__(self, body: NodeList, values: dict[str, Value], inside: NodeList) -> None:
        self.body, self.inside = body, inside
        self.constants: dict[str, Any] = {}
        self.computed: list[tuple[str, Callable[[Context], Any]]] = []
        for name, value in values.items():
            if isinstance(value, FilterExpression):
                self.computed.append((name, value.resolve))
            elif isinstance(value, NodeList) and value:
                self.computed.append((name, value.render))
            else:
                self.constants[name] = value or ""

    def render(self, context: Context) -> str:
        """Work out what was given in the page's names, then draw the component with its own."""
        values = self.constants.copy()
        for name, resolve in self.computed:
            values[name] = resolve(context)
        context.dicts.append(values)  # `push()` does the same and takes three times as long
        try:
            return self.body.render(context)
        finally:
            context.dicts.pop()


class Folded(Node):
    """One use of a component that could be written into the page as it is."""

    child_nodelists = ("inside",)

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: Context) -> str:
        """Draw it as part of the page."""
        return self.inside.render(context)


@register.tag("cotton:vars")
def declaration(parser: Parser, token: Token) -> Declaration:
    """Read what a component takes. A bare name must be given; the others have a value of their own."""
    result = parse_vars_tag(token.contents)
    defaults = dict(_values(parser, result.attrs))
    return Declaration({_plain(name) for name in result.empty_attrs}, defaults)


@register.tag("cotton:slot")
def slot(parser: Parser, token: Token) -> Slot:
    """Read one named slot."""
    nodelist = parser.parse(("endcotton:slot",))
    parser.delete_first_token()
    return Slot(_plain(token.split_contents()[1]), _trimmed(nodelist))


@register.tag("cotton")
def component(parser: Parser, token: Token) -> Component | Folded:
    """Read one use of a component and join it with the component's own template.

    Raises TemplateSyntaxError when there is no such component, when it is given what it does not take,
    or when something it needs is missing.
    """
    used = parse_component_tag(token.contents)
    inside = parser.parse(("endcotton",))
    parser.delete_first_token()
    plain = NodeList(node for node in inside if not isinstance(node, Slot))
    lost = [node for node in plain.get_nodes_by_type(Slot) if isinstance(node, Slot)]
    if lost:
        raise TemplateSyntaxError(f'<c-slot name="{lost[0].name}"> stands directly in its component.')
    slots = {node.name: node.nodelist for node in inside if isinstance(node, Slot)}
    given = {**dict(_values(parser, used.attrs)), **slots}
    declared, body = _template(used.name)
    _check(used.name, set(given), declared)
    slots["slot"] = _trimmed(plain)
    values: dict[str, Value] = {**declared.defaults, **given, **slots}
    if (folded := fold(body, values)) is not None:
        return Folded(_joined(folded))
    return Component(body, values, NodeList(node for nodes in slots.values() for node in nodes))


def _template(name: str) -> tuple[Declaration, NodeList]:
    path = f"cotton/{name.replace('.', '/').replace('-', '_')}.html"
    try:
        nodes = Engine.get_default().get_template(path).nodelist
    except TemplateDoesNotExist as missing:  # else Django would say that the page itself is missing
        raise TemplateSyntaxError(f"There is no component <c-{name}>: {path} is missing.") from missing
    declared = next((node for node in nodes if isinstance(node, Declaration)), Declaration(set(), {}))
    silent = (Declaration, CommentNode, LoadNode)
    return declared, _trimmed(NodeList(node for node in nodes if not isinstance(node, silent)))


def _check(name: str, given: set[str], declared: Declaration) -> None:
    if unknown := given - declared.required - set(declared.defaults):
        raise TemplateSyntaxError(f"<c-{name}> does not take {', '.join(sorted(unknown))}.")
    if missing := declared.required - given:
        raise TemplateSyntaxError(f"<c-{name}> needs {', '.join(sorted(missing))}.")


def _values(parser: Parser, attributes: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    for key, raw in attributes.items():
        text = raw[1:-1] if isinstance(raw, str) and raw[:1] in {'"', "'"} else raw
        if text is True:
            yield _plain(key), True
        elif key.startswith(":"):
            yield _plain(key[1:]), parser.compile_filter(text)
        elif "{{" in text or "{%" in text:
            yield _plain(key), _fragment(parser, text)
        else:  # written in the page itself, so it is markup like the rest of the page
            yield _plain(key), mark_safe(text)  # noqa: S308


def _fragment(parser: Parser, text: str) -> NodeList:
    """Read the text of an attribute with the tags and filters that the page has loaded."""
    inner = Parser(Lexer(text).tokenize(), parser.libraries, [], parser.origin)
    inner.tags, inner.filters = parser.tags, parser.filters
    return inner.parse()


def _trimmed(nodes: NodeList) -> NodeList:
    """Leave out the white space at both ends, so that a component fits into a line of text."""
    kept = [one for node in nodes for one in (node.inside if isinstance(node, Folded) else [node])]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and isinstance(text := kept[end], TextNode) and not text.s.strip():
            kept.pop(end)
        if kept and isinstance(text := kept[end], TextNode):
            text.s = strip(text.s)
    return NodeList(kept)


def _joined(nodes: NodeList) -> NodeList:
    """Make one text of texts that follow each other: a row of a list is then a handful of nodes."""
    joined: list[Node] = []
    for node in nodes:
        if joined and isinstance(node, TextNode) and isinstance(joined[-1], TextNode):
            text = TextNode(joined[-1].s + node.s)
            text.token, text.origin = joined[-1].token, joined[-1].origin
            joined[-1] = text
        else:
            joined.append(node)
    return NodeList(joined)


def _plain(name: str) -> str:
    return name.replace("-", "_")
