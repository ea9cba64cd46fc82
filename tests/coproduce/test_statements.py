"""Everybody may read what we say about accessibility and privacy, signed in or not."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_each_page_leads_to_it_and_strangers_may_read_it(client, name):
    door = client.get(reverse("account_login")).content.decode()
    assert f'href="{reverse(name)}"' in door
    page = client.get(reverse(name))
    assert (page.status_code, 'href="#help"' in page.content.decode()) == (200, True)


def test_what_does_not_work_is_said_with_the_way_to_complain_and_the_day(client):
    page = client.get(reverse("accessibility")).content.decode()
    assert "meets these guidelines in part" in page
    assert "signed out without a warning" in page
    assert "Equality Advisory and Support Service" in page
    assert "We wrote this page on" in page
