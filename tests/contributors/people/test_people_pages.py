"""The people pages of staff."""

import pytest
from django.urls import reverse

from contributors.people import actions
from contributors.people.models import Person
from contributors.people.signals import Panel, panels_asked
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def names(response) -> list[str]:
    return [person.name for person in response.context["page"].rows]


class TestList:
    def test_shows_only_people_the_organisation_knows(self, staff, trust):
        builders.person("Ann", organisation=trust)
        builders.person("Stranger", organisation=builders.organisation())
        assert names(staff.get(reverse("people:list"))) == ["Ann", "Mo Manager"]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("ann", ["Ann 100%", "Joanne"]),
            ("%", ["Ann 100%"]),
            ("_", []),
            ("zzz", []),
            ("e\u0301", ["Renée"]),
        ],
    )
    def test_search_by_part_of_a_name(self, staff, trust, typed, found):
        for name in ("Joanne", "Ann 100%", "Renée", "Bob"):
            builders.person(name, organisation=trust)
        assert names(staff.get(reverse("people:list"), {"name": typed})) == found

    def test_pages_are_walked_by_key_and_keep_the_filter(self, staff, trust):
        for number in range(30):
            builders.person(f"Pat {number:02}", organisation=trust)
        first = staff.get(reverse("people:list"), {"name": "pat"})
        second = staff.get(reverse("people:list") + first.context["page"].next_url)
        assert names(first) + names(second) == [f"Pat {number:02}" for number in range(30)]
        assert "name=pat" in first.context["page"].next_url

    def test_one_and_thirty_people_cost_the_same(self, staff, trust, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        staff.get(reverse("people:list"))
        with CaptureQueriesContext(
            connection,
        ) as few:
            staff.get(reverse("people:list"))
        for number in range(30):
            builders.contributor_user(trust, name=f"Pat {number}")
        with django_assert_num_queries(len(few)):
            page = staff.get(reverse("people:list"))
        assert len(page.context["page"].rows) == 25

    def test_filter_by_organisation_is_offered_to_those_with_several(self, client, trust):
        south = builders.organisation("South Trust")
        both = builders.staff_user("ppi_manager", trust, name="Both")
        both.roles.create(organisation=south, role="ppi_manager")
        builders.person("Ann", organisation=trust)
        builders.person("Sam", organisation=south)
        builders.sign_in(client, both)
        assert names(client.get(reverse("people:list"), {"organisation": south.ref})) == ["Sam"]
        unknown = client.get(reverse("people:list"), {"organisation": "2222222222"})
        assert unknown.context["form"].errors

    @pytest.mark.parametrize(
        ("role", "status"),
        [("ppi_manager", 200), ("project_staff", 200), ("finance", 403), ("read_only", 403), (None, 404)],
    )
    def test_who_may(self, client, trust, role, status):
        user = builders.staff_user(role, trust) if role else builders.contributor_user(trust)
        assert builders.sign_in(client, user).get(reverse("people:list")).status_code == status


class TestDetail:
    def test_shows_how_to_reach_them(self, staff, trust):
        ann = builders.person("Ann", email="ann@example.org", phone="0113 496 0000", organisation=trust)
        page = staff.get(reverse("people:detail", args=[ann.ref])).content.decode()
        assert "ann@example.org" in page
        assert "0113 496 0000" in page

    def test_a_stranger_is_not_there(self, staff):
        other = builders.person("Ann", organisation=builders.organisation())
        for name in ("detail", "edit", "what_helps", "add_need"):
            assert staff.get(reverse(f"people:{name}", args=[other.ref])).status_code == 404

    def test_nothing_more_than_was_typed_shows_of_somebody_known_elsewhere(self, staff, trust, manager):
        south = builders.organisation("CANARYTRUST")
        known = builders.person(
            "Ann",
            email="ann@example.org",
            phone="0113 496 0777",
            address="CANARYSTREET",
            format="braille",
            organisation=south,
        )
        builders.access_need(known, "CANARYNEED")
        actions.add_person(organisation=trust, by=manager, name="Ann", email="ann@example.org")
        pages = "".join(
            staff.get(address).content.decode()
            for address in (reverse("people:list"), reverse("people:detail", args=[known.ref]))
        )
        for secret in ("CANARY", "0777", "braille"):
            assert secret not in pages
        for name in ("edit", "what_helps", "add_need"):
            assert staff.get(reverse(f"people:{name}", args=[known.ref])).status_code == 403
        actions.share(known.connections.get(organisation=trust), by=builders.account(known))
        assert "0777" in staff.get(reverse("people:detail", args=[known.ref])).content.decode()

    def test_apps_above_add_their_panels(self, staff, trust):
        def sees(*, person, user, **_kwargs):
            return Panel("bookings/panel.html", {"text": f"{user} sees {person}"})

        ann = builders.person("Ann", organisation=trust)
        panels_asked.connect(sees)
        try:
            context = staff.get(reverse("people:detail", args=[ann.ref])).context["panels"]
        finally:
            panels_asked.disconnect(sees)
        assert context[-1] == {"template": "bookings/panel.html", "text": "Mo Manager sees Ann"}
        assert [piece["template"] for piece in context[:-1]] == [
            "rights/person_panel.html",
            "selection/alert_panel.html",
            "payees/panel.html",
            "bookings/panel.html",
        ]


class TestAddAndChange:
    TYPED = {"name": "Jo", "channel": "post", "address": "1 Quay", "format": "large", "language": "en-gb"}

    def test_add_without_an_email(self, staff):
        answer = staff.post(reverse("people:add"), self.TYPED)
        jo = Person.objects.get(name="Jo")
        assert (answer.url, jo.email, jo.format) == (reverse("people:detail", args=[jo.ref]), "", "large")

    def test_the_chosen_way_needs_somewhere_to_go(self, staff):
        page = staff.post(reverse("people:add"), self.TYPED | {"channel": "phone"})
        assert page.context["form"].errors == {
            "phone": ["Enter a phone number, or choose another way to be reached."]
        }
        assert 'value="Jo"' in page.content.decode()

    def test_sent_twice_adds_once(self, staff):
        typed = self.TYPED | {"idempotency_key": "a" * 32}
        assert staff.post(reverse("people:add"), typed).url == staff.post(reverse("people:add"), typed).url
        assert Person.objects.filter(name="Jo").count() == 1

    def test_change(self, staff, trust):
        ann = builders.person("Ann", organisation=trust)
        staff.post(reverse("people:edit", args=[ann.ref]), self.TYPED)
        ann.refresh_from_db()
        assert (ann.name, ann.address, ann.format) == ("Jo", "1 Quay", "large")

    def test_nobody_changes_the_way_in_of_a_colleague(self, staff, trust):
        colleague = builders.staff_user("finance", trust).person
        typed = self.TYPED | {"channel": "email", "email": "mine@example.org"}
        assert staff.post(reverse("people:edit", args=[colleague.ref]), typed).status_code == 403
        colleague.refresh_from_db()
        assert colleague.email != "mine@example.org"
