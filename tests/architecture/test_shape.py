"""What can be read in one sitting: no function over 40 lines, no file over 300."""

import ast

from tests.architecture.source import ROOT, modules, nodes

LONGEST_FUNCTION, LONGEST_FILE = 40, 300
LOOKED_UP = {"coproduce/settings.py"}
"""A list under headings: nobody reads it from top to bottom."""


def test_no_function_is_longer_than_a_screen():
    functions = nodes(ast.FunctionDef | ast.AsyncFunctionDef)
    long = {where: node.end_lineno - node.lineno + 1 for where, node in functions}
    assert {where: lines for where, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_no_file_has_to_be_scrolled_for_minutes():
    lines = {path: len((ROOT / path).read_text().splitlines()) for path in modules() if path not in LOOKED_UP}
    assert {path: many for path, many in lines.items() if many > LONGEST_FILE} == {}
