"""What a public member without an account thinks of a step."""

import pytest
from django.urls import reverse

from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.checklist.models import SignOff
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_view_by_phone_is_the_members_view(client):
    trust = builders.organisation()
    manager = builders.staff_user("ppi_manager", trust)
    pat = builders.person("Pat", organisation=trust)
    project = builders.project(trust, lead=manager.person)
    builders.team_member(project, pat)
    builders.sign_in(client, manager)
    path = reverse("checklist:record_view", args=[project.ref, 2])
    assert path in client.get(reverse("checklist:overview", args=[project.ref])).text
    day = clock.today()
    how = {"how": "phone", "said_on_0": day.day, "said_on_1": day.month, "said_on_2": day.year}
    form = {"who": pat.ref, "view": "disagree", "words": "Too little time.", "read_back": "yes", **how}
    assert "Say in a few words" in client.post(path, {**form, "words": ""}).text
    assert client.post(path, form).status_code == 302
    view = SignOff.objects.get()
    assert (view.person, view.side, view.view, view.words) == (pat, "public", "disagree", "Too little time.")
    assert Promise.objects.open().filter(person=pat, side="organisation").exists()
    assert "Too little time." in OnBehalf.objects.get().words
    other = builders.person(organisation=trust)
    assert client.post(path, {**form, "who": other.ref}).status_code == 200
    assert SignOff.objects.count() == 1
