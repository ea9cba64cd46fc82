"""What lies about elsewhere when somebody is erased: what was just removed, wishes of a mailbox, a browser."""

import pytest
from django.db import transaction

from contributors.people.models import Person, PersonNote
from contributors.people.notes import actions as notes
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.undo import actions as undo
from coproduce.rights import copies
from coproduce.rights.erasing import walk
from projects.selection.alerts import actions as alerts
from projects.selection.alerts.models import Alert
from tests import builders
from tests.coproduce.rights import canaries

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
EMAIL = "kx-kestrel@example.org"


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.ERASURE_LIST = tmp_path / "erased"


@pytest.fixture
def here():
    return builders.organisation("North Trust")


@pytest.fixture
def ann(here):
    return builders.contributor_user(here, name="Ann Kestrel", email=EMAIL).person


def erase(person, here):
    with transaction.atomic():
        walk.erase(Person.objects.get(pk=person.pk), here, by=None)


def places_of(word: str) -> list[str]:
    return [place for place, text in canaries.everything().items() if word in text]


def test_what_staff_just_removed_is_not_put_back_after_an_erasure(ann, here):
    staff = builders.staff_user("ppi_manager", here)
    of_ann, of_ben = (
        PersonNote.objects.create(person=one, organisation=here, written_by=staff, shared=True, words=words)
        for one, words in ((ann, "kx-note"), (builders.person("Ben", organisation=here), "stays"))
    )
    kept, other = notes.remove_note(of_ann, by=staff), notes.remove_note(of_ben, by=staff)
    erase(ann, here)
    assert places_of("kx-note") == []
    with pytest.raises(TransitionRefused):
        undo.put_back(kept, by=staff)
    undo.put_back(other, by=staff)
    assert list(PersonNote.objects.values_list("words", flat=True)) == ["stays"]


def test_the_wishes_of_a_mailbox_are_in_the_copy_of_whoever_proved_it_and_go_with_them(ann, here):
    alerts.ask(email=EMAIL, topics=["diabetes"], regions=[])
    alerts.ask(email="another@example.org", topics=[], regions=[])
    assert "diabetes" in copies.as_json(copies.copy_for(ann)).decode()
    erase(ann, here)
    assert places_of(EMAIL) == []
    assert Alert.objects.get().email == "another@example.org"


def test_a_mailbox_that_was_only_typed_gives_nobody_its_wishes(here):
    typed = builders.person("Typed", email=EMAIL, organisation=here)
    alerts.ask(email=EMAIL, topics=["diabetes"], regions=[])
    assert "diabetes" not in copies.as_json(copies.copy_for(typed)).decode()
    erase(typed, here)
    assert Alert.objects.get().email == EMAIL


def test_a_browser_that_asked_for_a_code_forgets_whose(ann, here, client):
    client.post("/account/sign-in/", {"email": EMAIL})
    client.post("/account/staff/", {"login": EMAIL, "password": "wrong one here"})
    erase(ann, here)
    assert places_of(EMAIL) == []
