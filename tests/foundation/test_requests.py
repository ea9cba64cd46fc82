"""Where Django fixes the type of a request, its account is asked for by name."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from contributors.accounts.models import User
from coproduce.foundation.known import known
from coproduce.foundation.pages.requests import signed_in, user_of


@pytest.mark.parametrize(
    ("user", "expected"), [(User(email="jo@example.org"), True), (AnonymousUser(), False)]
)
def test_signed_in(user, expected):
    request = RequestFactory().get("/")
    request.user = user
    assert signed_in(request) is expected


def test_the_account_of_a_request_or_a_refusal():
    request = RequestFactory().get("/")
    request.user = user = User(email="jo@example.org")
    assert user_of(request) is user
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        user_of(request)


@pytest.mark.parametrize("value", [0, "", False, 7])
def test_known_gives_back_what_is_there(value):
    assert known(value) is value


def test_known_stops_where_nothing_is():
    with pytest.raises(ValueError, match="missing"):
        known(None)
