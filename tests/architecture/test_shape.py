"""What can be read in one sitting: no function over 40 lines, no file over 300, no folder over 16 modules."""

import ast
from collections import Counter
from pathlib import PurePath

from tests.architecture.source import ROOT, modules, nodes

LONGEST_FUNCTION, LONGEST_FILE = 40, 300
MOST_MODULES = 16
"""An app of every standard module. One with more on its mind has topics, each a folder of the same names."""
LOOKED_UP = {"coproduce/settings.py"}
"""A list under headings: nobody reads it from top to bottom."""


def test_no_function_is_longer_than_a_screen():
    functions = nodes(ast.FunctionDef | ast.AsyncFunctionDef)
    long = {where: node.end_lineno - node.lineno + 1 for where, node in functions}
    assert {where: lines for where, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_no_file_has_to_be_scrolled_for_minutes():
    lines = {path: len((ROOT / path).read_text().splitlines()) for path in modules() if path not in LOOKED_UP}
    assert {path: many for path, many in lines.items() if many > LONGEST_FILE} == {}


def test_no_folder_holds_more_than_an_app_of_standard_modules():
    folders = Counter(str(PurePath(path).parent) for path in modules() if not path.endswith("__init__.py"))
    assert {folder: many for folder, many in folders.items() if many > MOST_MODULES} == {}
