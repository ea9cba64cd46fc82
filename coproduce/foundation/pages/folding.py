"""Folding: a simple component is written into the page when the page is loaded.

A list draws hundreds of cells, and giving each its own little world of names takes as long as drawing it.
Most components only put what they are given between tags. For these the page's own expressions are put
in the place of the component's names, once; drawing then costs what the same markup by hand would.

Folding never changes what is drawn. It is left out (None) when a component does more with a name than to
show it or to ask whether it is empty, or when it would work out something twice.
"""

from collections import Counter
from typing import Any

from django.template import Node, NodeList
from django.template.base import FilterExpression, TextNode, VariableNode
from django.template.defaulttags import CommentNode, CsrfTokenNode, IfNode, TemplateLiteral
from django.utils.safestring import SafeString

# What stands for a name: a constant (True: given without a value), an expression, or markup.
Value = SafeString | bool | FilterExpression | NodeList


class CannotFold(Exception):
    """Something in a component is more than folding understands."""


def fold(body: NodeList, values: dict[str, Value]) -> NodeList | None:
    """Return the nodes of a component with `values` in the place of its names, or None."""
    uses: Counter[str] = Counter()
    try:
        folded = _nodes(body, values, uses)
    except CannotFold:
        return None
    constant = (SafeString, bool)
    twice = [name for name, times in uses.items() if times > 1 and not isinstance(values[name], constant)]
    return None if twice else folded


def _nodes(nodes: NodeList, values: dict[str, Value], uses: Counter[str]) -> NodeList:
    return NodeList(new for node in nodes for new in _node(node, values, uses))


def _node(node: Node, values: dict[str, Value], uses: Counter[str]) -> list[Node]:
    if isinstance(node, TextNode | CsrfTokenNode):
        return [node]
    if isinstance(node, CommentNode):
        return []
    if isinstance(node, VariableNode):
        return _shown(values[_name(node.filter_expression, values, uses)], like=node)
    if isinstance(node, IfNode):
        return _branches(node, values, uses)
    raise CannotFold


def _shown(value: Value, like: Node) -> list[Node]:
    if isinstance(value, NodeList):
        return list(value)
    return [
        _placed(VariableNode(value) if isinstance(value, FilterExpression) else TextNode(str(value)), like)
    ]


def _branches(node: IfNode, values: dict[str, Value], uses: Counter[str]) -> list[Node]:
    """Decide now what can be decided; keep the rest as an `{% if %}` about the page's expression."""
    kept: list[tuple[TemplateLiteral | None, NodeList]] = []
    for condition, branch in node.conditions_nodelists:
        if condition is None:
            kept.append((None, _nodes(branch, values, uses)))
            continue
        if not isinstance(condition, TemplateLiteral):
            raise CannotFold
        expression: Any = condition.value
        value = values[_name(expression, values, uses)]
        if isinstance(value, FilterExpression):
            kept.append((TemplateLiteral(value, condition.text), _nodes(branch, values, uses)))
        elif isinstance(value, NodeList) and value:
            raise CannotFold  # whether markup draws anything is only known when it is drawn
        elif value:
            kept.append((None, _nodes(branch, values, uses)))
            break
    if kept and kept[0][0] is None:
        return list(kept[0][1])
    return [_placed(IfNode(kept), node)] if kept else []


def _placed(new: Node, like: Node) -> Node:
    """Say where in a file a node comes from, which Django shows when it fails."""
    new.token, new.origin = like.token, like.origin
    return new


def _name(expression: FilterExpression, values: dict[str, Value], uses: Counter[str]) -> str:
    name = expression.token
    if expression.filters or not expression.is_var or name not in values:
        raise CannotFold
    uses[name] += 1
    return name
