"""An agreement is printed, signed, scanned and filed with the version that was signed."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from contributors.people.on_behalf.models import OnBehalf
from projects.roles.inviting import actions as inviting
from projects.roles.models import Agreement, Assignment, SignedPaper
from projects.roles.on_paper.rules import to_sign
from projects.roles.rules import Invitee
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation(help_phone="0117 496 0777")


@pytest.fixture
def staff(client, trust):
    return builders.sign_in(client, builders.staff_user("ppi_manager", trust, name="Mo"))


@pytest.fixture
def offer(trust):
    manager = builders.staff_user("ppi_manager", trust)
    project = builders.project(trust, lead=manager.person)
    role = builders.role(project, title="Reader of letters", offered_by=manager)
    inviting.invite(role, invitees=[Invitee(builders.person("Pat", organisation=trust))], by=manager)
    return Assignment.objects.get()


def scan():
    content = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(content, "JPEG")
    return SimpleUploadedFile("signed.jpg", content.getvalue(), content_type="image/jpeg")


def test_it_is_printed_with_its_text_its_version_and_a_place_to_sign(staff, offer):
    document = to_sign(
        offer.version.text, issuer="North", fingerprint=offer.version.content_hash, help_phone="0117"
    )
    said = repr(document)
    assert document.title == "Agreement: Reader of letters, version 1"
    for words in (offer.version.purpose, "Your name", "For us", offer.version.content_hash[:12], "0117"):
        assert words in said
    path = reverse("roles:print_agreement", args=[offer.ref])
    assert path in staff.get(reverse("roles:assignment", args=[offer.ref])).text
    answer = staff.get(path)
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)


def test_the_signed_paper_is_their_yes_and_stays_with_the_version(staff, offer):
    path = reverse("roles:file_signed", args=[offer.ref])
    typed = builders.said_by_phone() | {"how": "post", "number": "1", "file": scan()}
    assert staff.post(path, typed).status_code == 302
    offer.refresh_from_db()
    paper = SignedPaper.objects.get()
    assert (offer.status, paper.version, Agreement.objects.filter(person=offer.person).count()) == (
        "agreed",
        offer.version,
        1,
    )
    assert OnBehalf.objects.get().what == "role: agree"
    shown = reverse("roles:signed", args=[offer.ref, paper.ref])
    assert shown in staff.get(reverse("roles:assignment", args=[offer.ref])).text
    assert staff.get(shown).headers["Content-Disposition"].startswith("attachment")
    staff.post(path, builders.said_by_phone() | {"how": "in_person", "number": "1", "file": scan()})
    assert (SignedPaper.objects.count(), OnBehalf.objects.count()) == (2, 1)  # filed again, agreed once
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.delete()


def test_another_version_than_the_one_offered_is_refused_and_nothing_is_lost(staff, offer):
    typed = builders.said_by_phone() | {"how": "in_person", "number": "7", "file": scan()}
    answer = staff.post(reverse("roles:file_signed", args=[offer.ref]), typed)
    assert "There is no version 7 of this role." in answer.text
    assert not SignedPaper.objects.exists()
    assert not Agreement.objects.filter(person=offer.person).exists()


def test_the_person_has_it_once_they_have_an_account_and_nobody_else(staff, client, trust, offer):
    typed = builders.said_by_phone() | {"how": "in_person", "number": "1", "file": scan()}
    staff.post(reverse("roles:file_signed", args=[offer.ref]), typed)
    path = reverse("my_roles:signed", args=[SignedPaper.objects.get().ref])
    ann = builders.contributor_user(trust)
    builders.sign_in(client, ann)
    assert client.get(path).status_code == 404
    offer.person.account = builders.contributor_user(trust).person.account
    offer.person.save()
    user = offer.person.account
    user.people.exclude(pk=offer.person.pk).update(account=None)
    builders.sign_in(client, user)
    assert path in client.get(reverse("my_roles:detail", args=[offer.ref])).text
    assert client.get(path).status_code == 200
