"""Who leaves a role may have it in writing, and hears from us later only if they want."""

import datetime as dt
import io

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contributors.people.on_behalf.models import OnBehalf
from coproduce.audit.actions import audit
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.attendance.models import Attendance
from projects.roles.answering import actions as answering
from projects.roles.ending import actions as ending
from projects.roles.farewell import actions
from projects.roles.farewell.queries import document_of
from projects.roles.models import Assignment, KeepInTouch, RoleLetter
from tests import builders
from tests.foundation.read_back import pdf_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation(name="North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


@pytest.fixture
def pat(trust):
    return builders.contributor_user(trust, name="Pat Reader")


@pytest.fixture
def held(project, manager, pat):
    """Pat is in the role."""
    role = builders.role(project, title="Reader of letters", offered_by=manager)
    assignment = builders.assignment(role, pat.person)
    answering.agree(assignment, content_hash=assignment.version.content_hash, by=pat)
    return Assignment.objects.get(pk=assignment.pk)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def asked(held, pat, kind="certificate", *, with_hours=False):
    return actions.ask(held, kind=kind, with_hours=with_hours, by=pat)


def stop(held, by):
    with transaction.atomic():
        ending.stop_mine(fresh(held), by=by)
    return fresh(held)


def promises_of(letter):
    return list(Promise.objects.about(letter).values_list("kind", "owner__name", "kept_at", "released_at"))


def test_the_whole_way_on_the_pages(client, held, pat, manager):
    mine = reverse("my_roles:detail", args=[held.ref])
    builders.sign_in(client, pat)
    stop(held, pat)
    ask = reverse("my_roles:ask_letter", args=[held.ref])
    assert ask in client.get(mine).text
    assert client.post(ask, {}).status_code == 200
    assert client.post(ask, {"kind": "certificate"}).url == mine
    letter = RoleLetter.objects.get(kind="certificate")
    due = Promise.objects.about(letter).get()
    assert (due.kind, due.owner, clock.uk(due.due_at).date() - clock.today()) == (
        "roles.letter", manager.person, dt.timedelta(days=14),
    )  # fmt: skip
    assert "you asked for it on" in client.get(mine).text
    file = reverse("my_roles:letter_file", args=[letter.ref, "pdf"])
    assert client.get(file).status_code == 404  # not signed off yet
    told = Notification.objects.filter(kind="roles/letter_asked")
    assert list(told.values_list("recipient__name", flat=True)) == ["Mo"]
    builders.sign_in(client, manager)
    page = reverse("roles:letter", args=[letter.ref])
    assert page in client.get(reverse("roles:assignment", args=[held.ref])).text
    assert "“Reader of letters”" in client.get(page).text
    assert client.post(page).url == page
    assert client.get(reverse("roles:letter_file", args=[letter.ref, "large-word"])).status_code == 200
    due.refresh_from_db()
    assert due.kept_at is not None
    builders.sign_in(client, pat)
    assert file in client.get(mine).text
    content = client.get(file).content
    said = pdf_text(content)
    assert "Certificate for Pat Reader" in said
    assert "Signed off by Mo for North Trust" in said
    assert "Draft" not in said
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
    ready = Notification.objects.get(kind="roles/letter_ready")
    assert ready.recipient == pat.person


def test_it_says_what_we_know_and_hours_only_if_wished(held, pat, manager, project):
    held.starts_on = clock.today() - dt.timedelta(days=30)
    Assignment.objects.filter(pk=held.pk).update(starts_on=held.starts_on)
    for days, minutes in ((40, 500), (10, 90), (5, 60)):  # the first was before the role
        starts_at = clock.now() - dt.timedelta(days=days)
        meeting = builders.meeting(project, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2))
        Attendance.objects.create(
            meeting=meeting, person=pat.person, came=True, minutes=minutes, confirmed_by=manager
        )
    without = repr(document_of(asked(held, pat)))
    with_hours = repr(document_of(asked(held, pat, with_hours=True)))
    assert "Time in meetings" not in without
    assert "('Time in meetings', '2.5 hours')" in with_hours
    assert RoleLetter.objects.count() == 1  # the same wish
    reference = repr(document_of(asked(held, pat, "reference")))
    assert "You help to plan the work." in reference
    assert "You help to plan the work." not in without
    assert "takes part" in without
    assert "took part" in repr(
        document_of(RoleLetter.objects.get(assignment=stop(held, pat), kind="certificate"))
    )


def test_what_was_signed_stays_as_it_was(held, pat, manager):
    letter = actions.sign(asked(held, pat), by=manager)
    held.person.name = "Somebody Else"
    held.person.save()
    assert "Pat Reader" in document_of(fresh(letter)).title
    with pytest.raises(TransitionRefused):
        actions.sign(fresh(letter), by=manager)
    with pytest.raises(TransitionRefused):
        actions.withdraw(fresh(letter), by=pat)
    again = asked(held, pat)
    assert again.pk != letter.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleLetter.objects.create(assignment=held, kind="certificate")


def test_a_wish_outlasts_role_and_project_and_can_be_taken_back(client, held, pat, manager, project):
    letter = asked(held, pat)
    builders.closed(project, by=manager)
    [(_kind, owner, kept, released)] = promises_of(letter)
    assert (owner, kept, released) == ("Mo", None, None)
    broken = [row["invariant"] for row in audit() if row["broken"]]
    assert [name for name in broken if not name.startswith("secrets.")] == []
    builders.sign_in(client, pat)
    client.post(reverse("my_roles:drop_letter", args=[letter.ref]))
    [(_kind, owner, kept, released)] = promises_of(letter)
    assert released is not None
    assert fresh(letter).status == "withdrawn"
    late = asked(fresh(held), pat, "reference")
    actions.sign(late, by=manager)
    assert fresh(late).status == "signed"


def test_only_who_is_or_was_in_the_role_may_ask(client, held, pat, manager, trust):
    other = builders.contributor_user(trust)
    offer = builders.assignment(held.role, other.person)
    with pytest.raises(TransitionRefused):
        actions.ask(offer, kind="certificate", with_hours=False, by=other)
    with pytest.raises(TransitionRefused):
        actions.keep_in_touch(offer, wanted=True, by=other)
    letter = actions.sign(asked(held, pat), by=manager)
    builders.sign_in(client, other)
    assert client.get(reverse("my_roles:ask_letter", args=[offer.ref])).status_code == 404
    assert client.get(reverse("my_roles:letter_file", args=[letter.ref, "pdf"])).status_code == 404
    assert client.post(reverse("my_roles:drop_letter", args=[letter.ref])).status_code == 404
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    assert client.get(reverse("roles:letter", args=[letter.ref])).status_code == 404
    assert client.get(reverse("roles:letter_file", args=[letter.ref, "pdf"])).status_code == 404


def test_staff_record_a_wish_that_came_by_phone(client, held, manager):
    builders.sign_in(client, manager)
    page = reverse("roles:record_letter", args=[held.ref])
    assert page in client.get(reverse("roles:assignment", args=[held.ref])).text
    answer = client.post(page, builders.said_by_phone() | {"kind": "reference", "with_hours": "on"})
    assert answer.status_code == 302
    letter = RoleLetter.objects.get()
    assert (letter.kind, letter.with_hours, OnBehalf.objects.get().what) == (
        "reference",
        True,
        "role letter: ask",
    )


def test_keeping_in_touch_is_asked_stored_with_its_day_and_taken_back(client, held, pat, time_machine):
    builders.sign_in(client, pat)
    stop(held, pat)
    path, mine = (
        reverse("my_roles:keep_in_touch", args=[held.ref]),
        reverse("my_roles:detail", args=[held.ref]),
    )
    assert "Yes, keep in touch with me" in client.get(mine).text
    assert KeepInTouch.objects.count() == 0  # nobody is asked to say no
    client.post(path, {"wanted": "yes"})
    client.post(path, {"wanted": "yes"})
    row = KeepInTouch.objects.get()
    assert (row.person, row.withdrawn_at) == (pat.person, None)
    assert "You said on" in client.get(mine).text
    client.post(path, {"wanted": "no"})
    assert fresh(row).withdrawn_at is not None
    assert "Yes, keep in touch with me" in client.get(mine).text
    client.post(path, {"wanted": "yes"})
    assert fresh(row).withdrawn_at is None


def test_the_end_says_what_is_still_owed(client, held, pat, manager, project):
    builders.sign_in(client, pat)
    mine = reverse("my_roles:detail", args=[held.ref])
    stop(held, pat)
    assert "we do not owe you any money for it" in client.get(mine).text
    asked(fresh(held), pat)
    said = client.get(mine).text
    assert "We still owe you this:" in said
    assert "Certificate: Reader of letters" in said
