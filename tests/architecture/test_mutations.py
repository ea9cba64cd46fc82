"""The changes that `python -m tests.mutate` makes, and that each of them can be taken back."""

import ast

from tests.mutations import mutations

SOURCE = """
class Rows:
    def current(self, day):
        return self.filter(Q(until=None), since__lte=day)

def may(user, day):
    if not user.person and day >= 3:
        return False
    return max(day, user.day)
"""
CHANGED = [
    "return self.filter(since__lte=day)",
    "return self.filter(Q(until=None))",
    "return self.filter(Q(until=None), since__lt=day)",
    "if not user.person or day >= 3:",
    "if user.person and day >= 3:",
    "if not user.person and day > 3:",
    "if not user.person and day < 3:",
    "if not user.person and day >= 4:",
    "return min(day, user.day)",
    "return True",
]


def test_each_change_is_one_line_and_is_taken_back():
    tree = ast.parse(SOURCE)
    before = ast.unparse(tree).splitlines()
    made = []
    for mutation in mutations(tree):
        take_back = mutation.make()
        after = ast.unparse(tree).splitlines()
        made += [new.strip() for new, old in zip(after, before, strict=True) if new != old]
        assert SOURCE.splitlines()[mutation.line - 1].strip() not in after
        take_back()
        assert ast.unparse(tree).splitlines() == before
    assert sorted(made) == sorted(CHANGED)
