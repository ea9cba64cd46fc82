"""A form acts once, however often it is sent (trust R3)."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from contributors.accounts.models import Organisation
from coproduce.foundation.idempotency.actions import forget_old_keys
from coproduce.foundation.idempotency.decorators import idempotent
from coproduce.foundation.idempotency.models import IdempotencyKey
from tests import builders

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef0123456789abcdef"


@idempotent
def add(request):
    if request.POST.get("name") == "":
        Organisation.objects.create(name="left behind", statement_name="X")
        return HttpResponse("Enter a name")
    number = Organisation.objects.count()
    Organisation.objects.create(name=f"Made {number}", statement_name="X")
    return HttpResponseRedirect(f"/made/{number}/")


def post(user, token=TOKEN, **data):
    request = RequestFactory().post("/add/", {"idempotency_key": token, **data})
    request.user = user
    return add(request)


@pytest.fixture
def clerk():
    return builders.contributor_user(builders.organisation())


def test_a_second_post_gets_the_first_answer_and_does_nothing(clerk):
    first, second = post(clerk), post(clerk)
    assert (first.url, second.url) == ("/made/1/", "/made/1/")
    assert Organisation.objects.filter(name__startswith="Made").count() == 1


def test_a_form_with_errors_changes_nothing_and_can_be_sent_again(clerk):
    assert post(clerk, name="").status_code == 200
    assert (Organisation.objects.filter(name="left behind").count(), IdempotencyKey.objects.count()) == (0, 0)
    assert post(clerk, name="Good").url == "/made/1/"


def test_another_persons_token_is_not_ours(clerk):
    post(clerk)
    assert post(builders.contributor_user(builders.organisation())).url == "/made/3/"


@pytest.mark.parametrize("token", ["", "short", "Z" * 32, TOKEN + "0"])
def test_without_a_token_the_form_simply_acts(clerk, token):
    assert [post(clerk, token).url, post(clerk, token).url] == ["/made/1/", "/made/2/"]


def test_tokens_are_forgotten_after_a_day(clerk):
    post(clerk)
    assert forget_old_keys() == 0
    IdempotencyKey.objects.update(spent_at="2020-01-01T00:00Z")
    assert forget_old_keys() == 1
    assert AnonymousUser().is_anonymous


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_posts_at_the_same_moment_make_one_thing():
    clerk = builders.contributor_user(builders.organisation())
    for round_ in range(20):
        token = f"{round_:032x}"
        answers, at_once = [], threading.Barrier(2)

        def send(token=token, answers=answers, at_once=at_once):
            at_once.wait()
            answers.append(post(clerk, token).url)
            connections.close_all()

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(answers)) == 1
    assert Organisation.objects.filter(name__startswith="Made").count() == 20
