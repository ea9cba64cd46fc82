"""What people typed in their own words is not mailed to who asked for discretion."""

import re
from pathlib import Path

import pytest

from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from expenses.claims.deciding import actions as deciding
from expenses.claims.deciding.rules import Verdict
from tests import builders

MESSAGES = Path(__file__).parents[3] / "templates" / "notifications"
TYPED = re.compile(r"\{\{ ?[a-z_.]*\b(why_not|why_over|decided_why|question|answer|words)[ |}]")
GUARDED = re.compile(r"own_words|discreet|has_account")
TO_STAFF = {"promises/reminder_to_staff", "policies/answered"}
NOT_TYPED = {"claims/received"}
"""The name on bank statements."""
THE_SAME_FOR_ALL = {"selection/answered"}
"""What staff wrote for everyone with one outcome; who put themselves forward has no page behind a sign-in."""


def test_every_message_with_typed_words_asks_whether_the_reader_is_discreet():
    bare = set()
    for path in MESSAGES.rglob("*.body.txt"):
        text = path.read_text()
        if TYPED.search(text) and not GUARDED.search(text):
            bare.add(str(path.relative_to(MESSAGES)).removesuffix(".body.txt"))
    assert bare == TO_STAFF | NOT_TYPED | THE_SAME_FOR_ALL


@pytest.mark.django_db
@pytest.mark.parametrize("discreet", [False, True])
@pytest.mark.parametrize("has_account", [True, False])
def test_a_question_is_read_signed_in_by_who_is_discreet_and_can_sign_in(discreet, has_account):
    trust = builders.organisation()
    grace = builders.staff_user("approver", trust)
    rosa = builders.contributor_user(trust, name="Rosa").person
    claim = builders.sent_claim(rosa, trust, 3_00)
    asked = Verdict(ask=True, why="Was it for the clinic?")
    deciding.decide_lines(claim, verdicts={claim.lines.get().ref: asked}, by=grace)
    message = Notification.objects.select_related("recipient").get(kind="claims/returned")
    message.recipient.discreet = discreet
    if not has_account:
        message.recipient.account = None
    said = "".join(rendering.render(message))
    is_kept_back = discreet and has_account
    assert ("clinic" in said, "Sign in to read it." in said) == (not is_kept_back, is_kept_back)
