"""Pay comes from the policy in force; what stands outside it is said, and needs a reason."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import short_date
from coproduce.foundation.transitions import TransitionRefused
from expenses.policies.models import Policy
from projects.roles.models import RoleVersion, StandardTerms
from projects.roles.models.policy_rates import PolicyRate, PolicyRates, against, chosen, compared, renewed
from projects.roles.starting_points.queries import first_words
from projects.roles.writing import actions
from tests import builders

HALF = PolicyRate("Meetings", 75_00, "half_day")
DAY = PolicyRate("Meetings", 150_00, "day")
READING = PolicyRate("Reading", 12_50, "hour")
RATES = (HALF, DAY, READING, PolicyRate("Chairing", 20_00, "hour"))


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        ({"pence": 75_00, "unit": "half_day"}, "same"),
        ({"pence": 75_01, "unit": "half_day"}, "above"),
        ({"pence": 74_99, "unit": "half_day"}, "below"),
        ({"pence": 15_00, "unit": "hour"}, "other"),  # between two rates, and neither
        ({"pence": 20_00, "unit": "hour"}, "same"),
        ({"pence": 20_00, "unit": "hour", "rate": "Reading"}, "above"),
        ({"pence": 12_50, "most_pence": 20_00, "unit": "hour"}, "same"),
        ({"pence": 12_50, "most_pence": 25_00, "unit": "hour"}, "above"),
        ({"pence": 30_00, "unit": "meeting"}, "other"),  # the policy pays for no meetings
        ({"pence": 12_50, "unit": "other", "for_words": "each hour at home"}, "same"),
        ({"pence": 99_00, "unit": "other"}, "other"),
        ({"unit": "hour"}, ""),
    ],
)
def test_how_a_fee_stands_to_the_policy(row, stands):
    assert against(row, RATES) == stands


def test_without_a_policy_nothing_is_said_and_what_was_said_goes():
    row = {"id": "a", "pence": 1, "unit": "hour"}
    seen = compared([row], PolicyRates("Ours", RATES))
    assert seen == [row | {"policy": "Ours", "against": "below"}]
    assert compared(seen, None) == [row]


@pytest.fixture
def manager(db):
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def project(manager):
    return builders.project(manager.person.connections.get().organisation, lead=manager.person)


@pytest.fixture
def policy(project) -> Policy:
    """A policy in force: £12 an hour for meetings, £25 for each review."""
    return builders.policy(project.organisation)


def rate(role, key: str = "new") -> str:
    return reverse("roles:row", args=[role.ref, "pay_rates", key])


def test_a_rate_of_the_policy_is_chosen_and_says_where_it_is_from(staff, project, policy):
    role = builders.role(project, pay_rates=[], payment="")
    form = staff.get(rate(role)).content.decode()
    assert "Meeting: £12.00 for each hour" in form
    staff.post(rate(role), {"rate": "Meeting|hour||1200", "what": "Panel days", "band": "C"})
    version = role.versions.get()
    (row,) = version.pay_rates
    assert {**row, "id": ""} == {
        "id": "", "what": "Panel days", "rate": "Meeting", "pence": 12_00, "unit": "hour", "band": "C",
        "policy": policy.name, "against": "same",
    }  # fmt: skip
    assert (version.payment, version.text.payment_words) == ("fee", "Panel days: £12.00 for each hour (C)")
    actions.offer(version, by=project.lead.account)


def test_no_amount_is_typed_beside_the_policy(staff, project, policy):
    """What a form sends beside the list is not read; a rate that is not in it is refused."""
    role = builders.role(project, pay_rates=[], payment="")
    form = staff.get(rate(role)).context["form"]
    assert set(form.fields) == {"rate", "what", "band"}
    refused = staff.post(rate(role), {"rate": "Meeting|hour||9900", "what": "Panel days"})
    assert "Choose a rate of your policy. Its rates may have changed meanwhile." in refused.text
    assert "Panel days" in refused.text
    staff.post(rate(role), {"rate": "open", "what": "Panel days", "pence": "99", "unit": "hour"})
    (row,) = role.versions.get().pay_rates
    assert {**row, "id": ""} == {"id": "", "what": "Panel days", "policy": policy.name, "against": ""}


@pytest.mark.parametrize(("pence", "said"), [(15_00, "more than"), (10_00, "less than")])
def test_a_fee_outside_the_policy_is_said_and_needs_a_reason_before_it_is_offered(
    staff, project, policy, pence, said
):
    before = {"id": "a", "pence": pence, "unit": "hour"}  # as it came in, or from before the policy
    role = builders.role(project, pay_rates=[before])
    words = f"This is {said} our policy “{policy.name}” pays."
    assert words in staff.get(rate(role, "a")).text
    staff.post(rate(role, "a"), {"rate": "kept"})
    assert role.versions.get().pay_rates[0]["pence"] == pence
    assert words in staff.get(reverse("roles:topic", args=[role.ref, "pay"])).content.decode()
    assert words in staff.get(reverse("roles:preview", args=[role.ref, 1])).content.decode()
    contents = staff.get(reverse("roles:edit", args=[role.ref])).content.decode()
    assert "The fee is not one of your policy." in contents
    with pytest.raises(TransitionRefused, match="Why the fee is not the one of the policy"):
        actions.offer(role.versions.get(), by=project.lead.account)
    actions.edit_draft(role.versions.get(), words={"fee_reason": "Two nights away."}, by=project.lead.account)
    offered = actions.offer(role.versions.get(), by=project.lead.account)
    assert offered.is_as_offered
    page = staff.get(reverse("roles:preview", args=[role.ref, 1])).content.decode()
    assert words in page
    assert "Two nights away." in page


def test_a_policy_that_came_after_the_draft_is_asked_when_it_is_offered(staff, project, manager):
    role = builders.role(project, fee_pence=30_00)  # when no policy was in force
    none = "Your organisation has no policy for payment in force."
    assert none in staff.get(reverse("roles:topic", args=[role.ref, "pay"])).content.decode()
    assert none in staff.get(reverse("roles:edit", args=[role.ref])).content.decode()
    builders.policy(project.organisation)
    with pytest.raises(TransitionRefused, match="not the one of the policy"):
        actions.offer(role.versions.get(), by=manager)


def test_the_rates_are_those_of_the_day_the_role_starts(staff, project, policy):
    later = clock.today() + dt.timedelta(days=40)
    builders.policy(project.organisation, name="Next", effective_from=later)
    role = builders.role(project, pay_rates=[], starts_on=later)
    assert f"for work from {short_date(later)}" in staff.get(rate(role)).text
    staff.post(rate(role), {"rate": "Meeting|hour||1200"})
    assert RoleVersion.objects.get().pay_rates[0]["policy"] == "Next"
    staff.post(reverse("roles:topic", args=[role.ref, "term"]), {"starts_note": "Now"})
    row = RoleVersion.objects.get().pay_rates[0]
    assert (row["policy"], row["against"]) == (policy.name, "same")


def test_the_quick_invitation_says_it_before_it_is_sent(staff, project, policy):
    builders.standard_terms(project.organisation, fee_pence=9_00, fee_unit="hour")
    template = project.organisation.role_templates.get(title="Public reviewer")
    asked = {"name": "Ann", "reach": "ann@example.org", "project": project.ref, "places": 2,
             "template": template.pk}  # fmt: skip
    seen = staff.post(reverse("roles:quick_invite"), asked)
    assert "This is less than our policy" in seen.content.decode()
    sent = staff.post(reverse("roles:quick_invite"), asked | {"send": seen.context["mark"]})
    assert "Why the fee is not the one of the policy" in sent.content.decode()
    assert not RoleVersion.objects.exists()
    project.organisation.standard_terms.fee_reason = "Agreed with the group."
    project.organisation.standard_terms.save()
    seen = staff.post(reverse("roles:quick_invite"), asked)
    assert (
        staff.post(reverse("roles:quick_invite"), asked | {"send": seen.context["mark"]}).status_code == 302
    )
    assert RoleVersion.objects.get().is_as_offered


def test_a_rate_of_the_policy_brings_the_amount_of_the_day_and_another_stays():
    rows = [
        {"id": "a", "rate": "Meetings", "unit": "day", "pence": 1_00},
        {"id": "b", "rate": "Gone", "unit": "day", "pence": 2_00},
        {"id": "c", "unit": "day", "pence": 3_00},
    ]
    assert [row["pence"] for row in renewed(rows, PolicyRates("Ours", RATES))] == [150_00, 2_00, 3_00]
    assert renewed(rows, None) == rows


def test_an_amount_between_two_is_no_rate_of_the_policy():
    row = {"rate": "Reading", "unit": "hour", "pence": 12_50}
    assert chosen(row, RATES) == READING
    assert chosen(row | {"most_pence": 20_00}, RATES) is None
    assert chosen(row | {"pence": 12_51}, RATES) is None


def test_rates_that_differ_in_their_limits_alone_are_told_apart():
    short, long = (PolicyRate("Meetings", n, "meeting", words) for n, words in ((50_00, "2 hours or less"),
                   (90_00, "more than 2 hours")))  # fmt: skip
    row = {"rate": "Meetings", "unit": "meeting", "pence": 1_00}
    ours = PolicyRates("Ours", (short, long))
    assert renewed([row | {"for_words": long.for_words}], ours)[0]["pence"] == 90_00
    assert renewed([row], ours)[0]["pence"] == 1_00  # which of the two nobody said


def test_the_terms_are_several_rates_of_the_policy_and_new_roles_get_what_it_pays_then(
    staff, project, policy
):
    where = reverse("roles:standard_terms", args=[project.organisation.ref])
    assert set(staff.get(where).context["form"].fields) == {
        "payment", "rates", "payment_note", "expenses", "concerns_to"
    }  # fmt: skip
    said = {"payment": "fee", "expenses": "Travel.", "concerns_to": "Helen", "fee_pence": "99"}
    assert set(staff.post(where, said).context["form"].errors) == {"rates"}
    keys = [value for value, _words in staff.get(where).context["form"].fields["rates"].choices]
    assert staff.post(where, said | {"rates": keys}).status_code == 302
    assert len(StandardTerms.objects.get().pay_rates) == len(keys) == 2
    later = clock.today() + dt.timedelta(days=40)
    dearer = builders.policy(project.organisation, name="Next", effective_from=later, approved=False)
    dearer.rates.filter(label="Meeting").update(amount_pence=13_00)
    dearer.status, dearer.approved_by, dearer.approved_at = "approved", project.lead.account, clock.now()
    dearer.save()
    project.starts_on = later
    template = project.organisation.role_templates.get(title="Public reviewer")
    words = first_words(template, project)
    assert [(row["pence"], row["against"], row["policy"]) for row in words["pay_rates"]] == [
        (13_00, "same", dearer.name), (25_00, "same", dearer.name)
    ]  # fmt: skip
    template.pay_rates, template.payment = [words["pay_rates"][1]], "fee"
    assert [row["rate"] for row in first_words(template, project)["pay_rates"]] == ["Review of a document"]
