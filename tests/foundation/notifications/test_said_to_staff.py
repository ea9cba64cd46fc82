"""Staff read in their lists what a message says, in plain words, and no name of a part of the program."""

import re

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Notification


def ours() -> list[kinds.NotificationKind]:
    return [kind for kind in kinds.registered() if not kind.key.startswith(("tests/", "promises/code_test"))]


def test_every_kind_is_named_for_staff_in_words_of_its_own():
    unnamed = [kind.key for kind in ours() if not str(kind.says)]
    assert unnamed == []
    names = [str(kind.says) for kind in ours()]
    assert sorted(set(names)) == sorted(names)


def test_no_name_is_one_of_the_program():
    odd = [str(kind.says) for kind in ours() if re.search(r"[:_/]|[Pp]ower balance", str(kind.says))]
    assert odd == []


def test_a_message_is_listed_by_that_name():
    assert Notification(kind="power_balance/review_closed").what == "A power review is closed"
    assert Notification(kind="later/unknown").what == "later/unknown"
