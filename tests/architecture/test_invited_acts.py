"""Whatever a message or a page invites somebody to do has its link, its button or its box beside it."""

import re
from pathlib import Path

import pytest

from coproduce.foundation.notifications import kinds, rendering
from coproduce.foundation.notifications.by_hand import queries
from coproduce.foundation.notifications.models import Channel, Notification
from tests.architecture.addresses import addresses
from tests.architecture.test_matrix import world  # noqa: F401  # one world for this file

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
TEXTS = Path("templates/notifications")

INVITES = re.compile(
    r"\b(tell us|let us know|say so|answer (it )?here|here:|sign in to|follow this link|you can (read|see|answer|take|"
    r"go on|change|put|find)|please (answer|look|read|say|tell)|ask us)\b|\bhere:",
    re.IGNORECASE,
)
LINK = re.compile(r"https?://|site_url|tell_us\.txt|question\.txt")
RING = re.compile(
    r"\bring us\b", re.IGNORECASE
)  # for who has no account: the number stands below each message
NOT_AN_ACT = [
    "you can change less than we told you",  # news of what others decided, with its own link
    "please look at a claim again",
]
CODE = "accounts/"  # a code is typed on the page that asked for it
TYPED_ELSEWHERE = {"people/new_mailbox"}


def without_a_link(text: str) -> list[str]:
    """Return the paragraphs that invite an act, where neither they nor their neighbours hold a link."""
    paragraphs = [one for one in re.split(r"\n\s*\n", text) if one.strip()]
    found = []
    for place, paragraph in enumerate(paragraphs):
        said = paragraph.lower()
        for no_act in NOT_AN_ACT:
            said = said.replace(no_act, "")
        near = " ".join(paragraphs[max(place - 1, 0) : place + 3])
        if INVITES.search(said) and not LINK.search(near) and not RING.search(paragraph):
            found.append(paragraph.strip())
    return found


def test_the_search_finds_an_act_without_a_link():
    assert without_a_link("All is well.\n\nIf not, please tell us.\n\nBye.") == ["If not, please tell us."]
    assert without_a_link("You can answer here:\nhttps://x.org/a/") == []
    assert without_a_link("Tell us.\n\nHere:\n\nhttps://x.org/") == []


@pytest.mark.either_engine
def test_every_text_of_every_kind_links_to_what_it_invites():
    wrong = {}
    for kind in kinds.registered():
        if kind.key.startswith(CODE) or kind.key in TYPED_ELSEWHERE:
            continue
        source = (TEXTS / f"{kind.key}.body.txt").read_text()
        if found := without_a_link(source):
            wrong[kind.key] = found
    assert wrong == {}


@pytest.mark.either_engine
def test_messages_as_they_go_out_by_mail_link_to_what_they_invite(world):  # noqa: F811
    wrong = {}
    seen = {}
    for message in Notification.objects.select_related("recipient").order_by("id"):
        if not message.kind.startswith(CODE) and message.kind not in TYPED_ELSEWHERE:
            seen.setdefault(message.kind, message)
    assert len(seen) > 20
    for kind, message in seen.items():
        message.channel = Channel.EMAIL
        if found := without_a_link(rendering.words(message)[1]):
            wrong[kind] = found
    assert wrong == {}


@pytest.mark.either_engine
def test_on_paper_and_on_the_phone_nothing_asks_for_a_screen(world):  # noqa: F811
    wrong = {}
    for message in Notification.objects.select_related("recipient", "organisation").order_by("id"):
        if message.kind.startswith(CODE) or message.kind in wrong:
            continue
        letter = queries.letter_of(message)
        said = f"{letter.text} {queries.script_of(message)}"
        if found := re.findall(r"https?://\S+|\.ics\b|sign in|this link", said, re.IGNORECASE):
            wrong[message.kind] = found
    assert wrong == {}


AGREED = re.compile(
    r"Come to meetings, or tell us if you cannot\.|If you cannot come to a meeting, you tell us at least \d+ days? before\."
)
"""Duties in the sealed text of a role: what both agreed to, not what the page asks for now."""
ACT = re.compile(r"\b(please )?(tell us|let us know)\b", re.IGNORECASE)


@pytest.mark.either_engine
def test_portal_pages_have_a_way_to_do_what_they_invite(world):  # noqa: F811
    wrong = {}
    client = world.clients["contributor"]
    for address in addresses():
        if not address.name.startswith(("my_", "portal:")):
            continue
        response = client.get(address.path(world.parts_for(address)))
        if response.status_code != 200 or response.streaming or "html" not in response["Content-Type"]:
            continue
        main = AGREED.sub("", response.text.partition("<main")[2].partition("</main>")[0])
        for found in ACT.finditer(re.sub(r"<title.*?</title>", "", main, flags=re.DOTALL)):
            near = main[max(found.start() - 300, 0) : found.end() + 500]
            before = main[: found.start()]
            in_a_form = before.count("<form") > before.count("</form")
            if not in_a_form and not re.search(r"<a |<form|<button", near):
                wrong.setdefault(address.name, []).append(" ".join(near.split()))
    assert not wrong, "\n".join(f"{name}: {words}" for name, words in wrong.items())
