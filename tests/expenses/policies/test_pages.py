import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from expenses.policies.models import Policy
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def staff(client, trust):
    builders.published_policies()
    return builders.sign_in(client, builders.staff_user("finance", trust))


def test_the_list_shows_ours_and_every_example_with_its_source(staff, trust):
    ours = builders.policy(trust)
    theirs = builders.policy(builders.organisation(), name="Policy of another trust")
    page = staff.get("/policies/")
    assert [policy.ref for policy in page.context["ours"]] == [ours.ref]
    assert len(page.context["published"]) == Policy.objects.examples().count()
    words = page.content.decode()
    assert "CNWL NHS Foundation Trust, Increase in session fees for involvement activities" in words
    assert "undated" in words
    assert theirs.name not in words
    assert staff.get(f"/policies/{theirs.ref}/").status_code == 404


def test_the_list_makes_as_many_queries_for_thirty_as_for_one(staff, trust):
    counts = []
    staff.get("/policies/")  # the first page of a session writes it
    for number in (1, 29):
        for version in range(number):
            builders.policy(trust, approved=False, version=100 * number + version)
        with CaptureQueriesContext(connection) as asked:
            assert staff.get("/policies/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_from_example_to_force_by_two_people(staff, client, trust):
    example = Policy.objects.examples().get(name="CNWL involvement session fees")
    hmrc = Policy.objects.examples().get(name="HMRC AMAP mileage")
    typed = {"organisation": trust.pk, "mileage_from": hmrc.pk}
    typed |= {"effective_from_0": "1", "effective_from_1": "4", "effective_from_2": "2026"}
    copy_page = staff.post(f"/policies/{example.ref}/copy/", typed).url
    staff.post(f"{copy_page}checked/")
    staff.post(f"{copy_page}approve/")
    assert Policy.objects.get(organisation=trust).status == "draft"  # not by who made it
    builders.sign_in(client, builders.staff_user("ppi_manager", trust))
    client.post(f"{copy_page}approve/")
    assert Policy.objects.get(organisation=trust).status == "approved"
    client.post(f"{copy_page}withdraw/", {"why": "Wrong rates"})
    assert Policy.objects.get(organisation=trust).status == "retired"


def test_only_who_may_edit_policies_can(client, trust):
    policy = builders.policy(trust, approved=False)
    builders.sign_in(client, builders.staff_user("project_staff", trust))
    assert client.get(f"/policies/{policy.ref}/").status_code == 200
    assert client.get(f"/policies/{policy.ref}/copy/").status_code == 403
    assert client.post(f"/policies/{policy.ref}/approve/").status_code == 403
    builders.sign_in(client, builders.contributor_user(trust))
    assert client.get("/policies/").status_code == 404


@pytest.mark.parametrize(
    ("approved", "published", "editable"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_admin_changes_our_drafts_only(client, trust, approved, published, editable):
    builders.published_policies()
    policy = Policy.objects.examples().first() if published else builders.policy(trust, approved=approved)
    user = builders.staff_user("administrator", trust)
    user.is_staff = True
    user.save()
    builders.sign_in(client, user)
    page = client.get(f"/admin/policies/policy/{policy.pk}/change/")
    assert page.status_code == 200
    assert ('name="_save"' in page.content.decode()) is editable
    assert ('name="rates-0-amount_pence"' in page.content.decode()) is editable
