"""Letters and calls: on the staff home, printed for window envelopes, without a link, marked with their day."""

import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.documents.letter import Letter, to_pdf
from coproduce.foundation.notifications.by_hand import actions, queries
from coproduce.foundation.notifications.by_hand.rules import out_by, without_links
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.transitions import TransitionRefused
from projects.roles.inviting import actions as inviting
from projects.roles.rules import Invitee
from tests import builders

pytestmark = pytest.mark.django_db
MM = 72 / 25.4


@pytest.fixture
def trust():
    return builders.organisation(help_phone="0117 496 0777")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def role(trust, manager):
    project = builders.project(trust, lead=manager.person)
    return builders.role(project, offered_by=manager, places=40)


def invite(role, person, manager):
    inviting.invite(role, invitees=[Invitee(person=person)], by=manager)
    return Notification.objects.get(recipient=person, kind="roles/invitation")


@pytest.fixture
def letter(role, trust, manager):
    return invite(role, builders.person("Pat", organisation=trust), manager)


@pytest.fixture
def call(role, trust, manager):
    person = builders.person("Cal", phone="0117 496 0000", address="", channel="phone", organisation=trust)
    return invite(role, person, manager)


BODY = """Please come.

You can answer here:
https://x.org/a/b/
You do not need to sign in. This link is only for you.

See everything:
https://x.org/m/

Put it in your calendar:
https://x.org/m/calendar.ics

Online: https://meet.example.org/x

Thank you."""


def test_a_text_without_links():
    spoken = without_links(BODY, instead="Ring us.")
    assert spoken.asks
    assert spoken.text == (
        "Please come.\n\nYou can answer here:\nRing us.\n\nOnline: (please ask us)\n\nThank you."
    )


def test_a_text_that_asks_for_nothing():
    spoken = without_links("All is well.", instead="Ring us.")
    assert (spoken.text, spoken.asks) == ("All is well.", False)


@pytest.mark.parametrize(
    ("due", "by"),
    [
        ("2026-11-27T10:00", "2026-11-30"),
        ("2026-11-28T10:00", "2026-12-01"),
        ("2026-11-30T23:30", "2026-12-01"),
    ],
)
def test_when_it_goes_out(due, by):
    moment = dt.datetime.fromisoformat(due).replace(tzinfo=clock.UK)
    assert out_by(moment) == dt.date.fromisoformat(by)


def test_the_home_says_what_waits(client, manager, letter, call):
    builders.sign_in(client, manager)
    page = client.get(reverse("staff:home")).text
    assert "1 letter to print and post." in page
    assert "1 call to make." in page
    assert reverse("notifications:by_hand") in page
    Notification.objects.update(due_at=clock.now() - dt.timedelta(days=30))
    assert "should have gone out by" in client.get(reverse("staff:home")).text


def test_the_letter_is_from_the_organisation_and_holds_no_link(letter):
    made = queries.letter_of(letter)
    text = " ".join([made.issuer, made.phone, made.text, made.closing, *made.slip])
    assert made.issuer == letter.organisation.name
    assert "0117 496 0777" in made.phone
    assert "http" not in text
    assert "0117 496 0123" not in text
    assert made.slip[0] == "Reply slip"
    assert letter.ref in made.slip[1]


@pytest.mark.parametrize(("chosen", "large"), [("standard", False), ("large", True), ("easy_read", True)])
def test_the_format_is_the_persons(letter, chosen, large):
    letter.recipient.format = chosen
    assert queries.letter_of(letter).large == large


def fonts_and_places(pdf):
    """Return (size, x, y) of each piece of text, in points from the top left, in order."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for number, page in enumerate(file.pages):
            height = float(page.mediabox[3])
            stack, here, size = [], pikepdf.Matrix(), 0.0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "q":
                    stack.append(here)
                elif name == "Q":
                    here = stack.pop()
                elif name == "cm":
                    here = pikepdf.Matrix(*[float(one) for one in operands]) @ here
                elif name == "Tf":
                    size = float(operands[1])
                elif name == "Tm":
                    place = pikepdf.Matrix(*[float(one) for one in operands]) @ here
                    found.append((number, size * abs(place.d), place.e, height - place.f))
    return found


def a_letter(**fields):
    given = {
        "issuer": "North Trust",
        "phone": "Phone: 0117",
        "address": "Pat\n1 Harbour Street\nBristol\nBS1 1AA",
        "date": "Friday 14 May 2027",
        "title": "A role",
        "greeting": "Hello Pat,",
        "text": "One.\n\nTwo.",
        "closing": "Ring us.",
        **fields,
    }
    return Letter(**given)


def test_the_address_stands_in_the_window_and_nothing_else_does():
    pieces = fonts_and_places(
        to_pdf([a_letter(slip=("Slip", "1", "Yes", "No", "Ring", "Say"))], title="Letters")
    )
    left, top, right, bottom = 20 * MM, 45 * MM, 105 * MM, 90 * MM
    inside = [one for one in pieces if left - 1 <= one[2] <= right and top <= one[3] <= bottom]
    assert len({round(y) for _page, _size, _x, y in inside}) == 4  # a line each
    assert all(size >= 9 for _page, size, _x, _y in inside)
    assert round(min(x for _page, _size, x, _y in inside) / MM) == 20


def test_large_print_is_sixteen_points_and_more():
    pieces = fonts_and_places(to_pdf([a_letter(large=True)], title="Letters"))
    top, bottom = 45 * MM, 90 * MM
    sizes = {round(size) for _page, size, _x, y in pieces if not top <= y <= bottom}
    assert min(sizes) >= 16


def test_a_batch_is_one_tagged_file_with_a_page_each():
    pdf = to_pdf([a_letter(), a_letter(title="Another")], title="Letters")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 2
        assert bool(file.Root.MarkInfo.Marked)
        assert str(file.Root.Lang).lower().startswith("en")


def test_printing_and_marking_as_posted(client, manager, letter):
    builders.sign_in(client, manager)
    answer = client.get(reverse("notifications:print_letters"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert client.get(reverse("notifications:letter", args=[letter.ref])).status_code == 200
    page = client.get(reverse("notifications:by_hand")).text
    assert "Pat" in page
    assert " checked" not in page  # nobody says by mistake that a letter was posted
    day = clock.today()
    form = {"which": [letter.ref], "on_0": day.day, "on_1": day.month, "on_2": day.year}
    assert client.post(reverse("notifications:by_hand"), form).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, clock.uk(letter.sent_at).date()) == ("sent", day)
    assert client.get(reverse("notifications:print_letters")).status_code == 404


def test_a_day_to_come_or_before_it_was_made_is_refused(manager, letter):
    for days in (1, -1):
        with pytest.raises(TransitionRefused):
            actions.mark_done([letter], on=clock.today() + dt.timedelta(days=days), by=manager)
    assert Notification.objects.get(pk=letter.pk).state == "waiting"


def test_the_day_it_was_posted_is_kept(manager, letter):
    Notification.objects.update(made_at=clock.now() - dt.timedelta(days=5))
    day = clock.today() - dt.timedelta(days=2)
    assert actions.mark_done([letter], on=day, by=manager) == 1
    letter.refresh_from_db()
    assert clock.uk(letter.sent_at).date() == day
    assert actions.mark_done([letter], on=day, by=manager) == 0


def test_braille_is_not_printed(client, manager, letter):
    letter.recipient.format = "braille"
    letter.recipient.save()
    builders.sign_in(client, manager)
    assert client.get(reverse("notifications:print_letters")).status_code == 404
    assert "braille" in client.get(reverse("notifications:by_hand")).text


def test_a_call_has_a_script_without_links(client, manager, call):
    builders.sign_in(client, manager)
    path = reverse("notifications:call", args=[call.ref])
    page = client.get(path).text
    script = page.partition("What to say")[2].partition("<form")[0]
    assert "Ask them now" in script
    assert "http" not in script
    assert client.post(path, {"reached": "no"}).status_code == 302
    call.refresh_from_db()
    assert (call.state, call.note[:11]) == ("waiting", "Not reached")
    assert client.post(path, {"reached": "yes"}).status_code == 302
    call.refresh_from_db()
    assert call.state == "sent"


def test_onlookers_and_strangers_print_nothing(client, trust, letter):
    for user in (
        builders.staff_user("administrator", trust),
        builders.staff_user("ppi_manager", builders.organisation()),
    ):
        builders.sign_in(client, user)
        assert client.get(reverse("notifications:letter", args=[letter.ref])).status_code == 404
        assert client.get(reverse("notifications:print_letters")).status_code == 404
    builders.sign_in(client, builders.staff_user("project_staff", trust))
    assert client.get(reverse("notifications:print_letters")).status_code == 403


def test_a_message_of_no_organisation_is_on_the_list_of_who_knows_the_person(manager, trust, letter):
    Notification.objects.filter(pk=letter.pk).update(organisation=None)
    found = queries.letters(manager)
    assert found == [letter]
    assert queries.letter_of(found[0]).issuer == trust.name
    assert queries.letters(builders.staff_user("ppi_manager", builders.organisation())) == []


def test_the_answer_is_taken_where_the_words_stand_and_the_call_is_done(client, manager, call):
    builders.sign_in(client, manager)
    record = reverse("roles:record_answer", args=[call.subject.ref])
    assert record in client.get(reverse("notifications:call", args=[call.ref])).text
    assert "Ask them now" in client.get(record).text
    day = clock.today()
    how = {"how": "phone", "said_on_0": day.day, "said_on_1": day.month, "said_on_2": day.year}
    form = {"answer_given": "decline", "text": call.subject.version.content_hash, "read_back": "yes", **how}
    assert client.post(record, form).status_code == 302
    call.refresh_from_db()
    assert call.state == "sent"
