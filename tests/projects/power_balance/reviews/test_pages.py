"""Who sees what of a review, before and after it closes; nothing of one person at any time."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.power_balance.reviews import actions as reviewing
from projects.power_balance.reviews.models import PowerRating, PowerReview
from projects.power_balance.reviews.states import Theme
from tests import builders
from tests.projects.power_balance.reviews import builders as reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(project, manager, member):
    return reviews.opened(project, manager)


def text(client, name: str, *parts: str) -> str:
    return client.get(reverse(name, args=parts)).content.decode()


def date(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def test_staff_open_a_review_from_the_page_of_step_four(client, manager, member, project):
    builders.sign_in(client, manager)
    assert reverse("power_balance:reviews", args=[project.ref]) in text(
        client, "power_balance:overview", project.ref
    )
    page = text(client, "power_balance:reviews", project.ref)
    assert reverse("power_balance:open_review", args=[project.ref]) in page
    sent = date("rate_by", clock.today() + dt.timedelta(days=7))
    made = client.post(reverse("power_balance:open_review", args=[project.ref]), sent)
    assert made.url == reverse("power_balance:review", args=[PowerReview.objects.get().ref])


@pytest.mark.parametrize("wrong", [{"rate_by_2": 2019}, {"rate_by_0": "<b>"}, {"rate_by_1": ""}])
def test_a_day_that_cannot_be_is_refused_and_kept(client, manager, member, project, wrong):
    builders.sign_in(client, manager)
    sent = date("rate_by", clock.today()) | wrong
    page = client.post(reverse("power_balance:open_review", args=[project.ref]), sent).content.decode()
    assert "<title>Error:" in page
    assert PowerReview.objects.count() == 0


@pytest.mark.parametrize(("who", "space"), [("member", "my_power_balance"), ("manager", "power_balance")])
def test_one_theme_leads_to_the_next_and_then_back_to_the_review(client, request, review, who, space):
    user = request.getfixturevalue(who)
    builders.sign_in(client, user)
    seen = []
    address = reverse(f"{space}:rate", args=[review.ref, "times"])
    for _theme in Theme:
        seen.append(address.split("/")[-2])
        address = client.post(address, {"equal": 2, "words": "Mine <b>"}).url
    assert (seen, address) == (Theme.values, reverse(f"{space}:review", args=[review.ref]))
    page = client.get(address).content.decode()
    assert page.count("Mine &lt;b&gt;") == len(Theme)
    again = text(client, f"{space}:rate", review.ref, "times")
    assert "Mine &lt;b&gt;" in again


@pytest.mark.parametrize("sent", [{}, {"equal": ""}, {"equal": "6"}, {"equal": "-1"}, {"equal": "two"}])
def test_an_answer_that_is_none_is_refused_and_the_words_stay(client, member, review, sent):
    builders.sign_in(client, member)
    address = reverse("my_power_balance:rate", args=[review.ref, "times"])
    page = client.post(address, sent | {"words": "Too early"}).content.decode()
    assert ("<title>Error:" in page, "Too early" in page) == (True, True)
    assert PowerRating.objects.count() == 0


def test_an_answer_that_comes_too_late_changes_nothing(client, member, manager, review):
    reviewing.call_off(review, why="We pause.", by=manager)
    builders.sign_in(client, member)
    address = reverse("my_power_balance:rate", args=[review.ref, "times"])
    assert client.get(address).url == reverse("my_power_balance:review", args=[review.ref])
    page = client.post(address, {"equal": 2, "words": "Too early"}).content.decode()
    assert ("<title>Error:" in page, "Too early" in page) == (True, True)
    assert PowerRating.objects.count() == 0
    assert "We pause." in text(client, "my_power_balance:review", review.ref)


def pages_of_staff(client, review) -> str:
    project, address = review.project, reverse("power_balance:review", args=[review.ref])
    return client.get(address).content.decode() + "".join(
        client.get(path).content.decode()
        for path in (
            reverse("power_balance:overview", args=[project.ref]),
            reverse("power_balance:reviews", args=[project.ref]),
            reverse("power_balance:rate", args=[review.ref, "times"]),
            reverse("team:detail", args=[project.ref]),
            reverse("staff:home"),
            reverse("promises:list"),
            reverse("promises:list") + "?show=kept",
        )
    )


def test_nobody_reads_what_the_others_say_while_it_is_open(client, manager, member, project, review):
    neighbour = reviews.public_contributors(project, 1)[0]
    reviews.rate_all(review, member, 1, words="Hers alone")
    reviews.rate_all(review, manager, 5, words="His alone")
    builders.sign_in(client, manager)
    by_staff = pages_of_staff(client, review)
    builders.sign_in(client, neighbour)
    at_home = text(client, "my_power_balance:review", review.ref) + text(
        client, "my_power_balance:overview", project.ref
    )
    builders.sign_in(client, member)
    hers = text(client, "my_power_balance:review", review.ref)
    rated = re.compile(r'summary-list__value">\s*Not at all equal')
    assert rated.search(hers)
    assert ("Hers alone" in hers, "His alone" in hers, "His alone" in by_staff) == (True, False, True)
    for page in (by_staff, at_home):
        assert "Hers alone" not in page
        assert not rated.search(page)
    assert "His alone" not in at_home


def test_a_quote_is_a_choice_of_its_own_on_the_form_and_not_ticked(client, member, review):
    builders.sign_in(client, member)
    at = reverse("my_power_balance:rate", args=[review.ref, "times"])
    assert not re.search(r'name="may_quote"[^>]*checked', client.get(at).content.decode())
    client.post(at, {"equal": "2", "words": "Friday at one is when I pray"})
    mine = PowerRating.objects.get()
    assert (mine.words, mine.may_quote) == ("Friday at one is when I pray", False)
    client.post(at, {"equal": "2", "words": "Friday at one is when I pray", "may_quote": "on"})
    assert PowerRating.objects.get().may_quote is True
    client.post(at, {"equal": "2", "words": "", "may_quote": "on"})
    assert PowerRating.objects.get().may_quote is False


def closed_review(project, manager, member, *, public: int, staff: int) -> PowerReview:
    """A review with that many on each side; public contributors say 1, staff 5."""
    others, colleagues = reviews.public_contributors(project, public - 1), reviews.staff(project, staff - 1)
    review = reviews.opened(project, manager)
    for user in (member, *others):
        reviews.rate_all(review, user, 1, words=f"Said by {user.person.ref}")
    for user in (manager, *colleagues):
        reviews.rate_all(review, user, 5, words=f"Said by {user.person.ref}")
    return reviews.close(review, manager)


@pytest.mark.parametrize(
    ("public", "staff", "shown"),
    [
        (3, 3, ("not at all equal", "fully equal", "4 steps apart")),
        (2, 3, ("less equal", "fully equal", "different")),
        (1, 3, ("too few people to show", "fully equal", None)),
        (1, 1, ("too few people to show", "too few people to show", None)),
    ],
)
def test_both_sides_read_the_same_result_and_small_groups_are_protected(
    client, manager, member, project, public, staff, shown
):
    review = closed_review(project, manager, member, public=public, staff=staff)
    told = {}
    for user, name in ((manager, "power_balance:review"), (member, "my_power_balance:review")):
        builders.sign_in(client, user)
        page = client.get(reverse(name, args=[review.ref]))
        one = page.context["findings"][0]
        told[name] = (one.public, one.staff, one.apart if one.gap else None)
        words = page.content.decode().count("Said by")
        assert words == len(Theme) * ((public if public >= 3 else 0) + (staff if staff >= 3 else 0))
        assert ("not at all equal" in page.content.decode()) == (public >= 3)
    assert set(told.values()) == {shown}


def test_closing_proposes_a_day_in_six_months_and_waits_for_both_sides(client, manager, member, review):
    builders.sign_in(client, manager)
    address = reverse("power_balance:close_review", args=[review.ref])
    sent = date("next_due_on", clock.today() + dt.timedelta(days=90))
    assert "Wait until both sides" in client.post(address, sent).content.decode()
    reviews.rate_all(review, member, 1)
    reviews.rate_all(review, manager, 5)
    assert client.get(address).context["form"].initial["next_due_on"] > clock.today() + dt.timedelta(days=170)
    assert client.post(address, sent).url == reverse("power_balance:review", args=[review.ref])
    assert "Hold the next power review" in text(client, "team:detail", review.project.ref)


def test_strangers_get_404_who_may_only_look_403_and_who_was_not_asked_404(client, project, member, review):
    staff_pages = [
        ("power_balance:review", review.ref),
        ("power_balance:reviews", project.ref),
    ]
    changes = [
        ("power_balance:open_review", project.ref),
        ("power_balance:change_review_day", review.ref),
        ("power_balance:close_review", review.ref),
        ("power_balance:call_off_review", review.ref),
    ]
    rating = [("power_balance:rate", review.ref, "times"), ("my_power_balance:rate", review.ref, "times")]
    portal = [("my_power_balance:review", review.ref)]

    def answers(user, pages) -> set[int]:
        builders.sign_in(client, user)
        return {client.get(reverse(name, args=parts)).status_code for name, *parts in pages}

    reader = builders.staff_user("read_only", project.organisation)
    not_asked = builders.staff_user("ppi_manager", project.organisation)
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    stranger = builders.contributor_user(project.organisation)
    everything = staff_pages + changes + rating + portal
    assert {
        "reader": (answers(reader, staff_pages), answers(reader, changes), answers(reader, rating)),
        "not asked": answers(not_asked, rating),
        "elsewhere": answers(elsewhere, everything),
        "stranger": answers(stranger, everything),
        "member as staff": answers(member, staff_pages + changes + rating[:1]),
        "no such theme": answers(member, [("my_power_balance:rate", review.ref, "money-")]),
    } == {
        "reader": ({200}, {403}, {404}),
        "not asked": {404},
        "elsewhere": {404},
        "stranger": {404},
        "member as staff": {404},
        "no such theme": {404},
    }


@pytest.mark.parametrize("name", ["power_balance:reviews", "my_power_balance:overview"])
def test_as_many_queries_for_thirty_reviews_as_for_one(client, manager, member, project, name):
    builders.sign_in(client, manager if name.startswith("power") else member)
    given = {"project": project, "rate_by": clock.today(), "opened_by": manager}
    called_off = given | {"status": "called_off", "called_off_why": "Snow."}
    PowerReview.objects.create(**given)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name, args=[project.ref])).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for _n in range(29):
        PowerReview.objects.create(**called_off)
    assert queries() == one


def test_as_many_queries_for_thirty_people_as_for_two(client, manager, member, project):
    builders.sign_in(client, manager)
    few = closed_review(project, manager, member, public=1, staff=1)
    many = closed_review(project, manager, member, public=15, staff=15)

    def queries(review) -> int:
        with CaptureQueriesContext(connection) as seen:
            text(client, "power_balance:review", review.ref)
        return len(seen)

    queries(few)
    assert queries(few) == queries(many)
