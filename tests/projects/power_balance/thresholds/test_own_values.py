"""An organisation's own values decide what to look at; each number opens on the rows it counted."""

import datetime as dt
import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises.models import Promise
from projects.power_balance.evidence.queries.lines import evidence
from projects.power_balance.evidence.queries.rows import COUNTED_ROWS, rows_of
from projects.power_balance.evidence.rules.indicator import Indicator
from projects.power_balance.power_actions.promises import ACT
from projects.power_balance.reviews.promises import RATE
from projects.power_balance.thresholds.models import PowerThresholds
from tests import builders
from tests.projects.power_balance import happened

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def own(project, **values) -> None:
    PowerThresholds.objects.create(organisation=project.organisation, **values)


def lines(project) -> dict[str, Indicator]:
    return {line.rows: line for line in evidence(project) if line.rows}


def promised(project, manager, member, *, days_late: int) -> Promise:
    """A promise of ours and one of a public contributor, both kept that many days late."""
    now = clock.now()
    for kind, person in ((ACT, None), (RATE, member.person)):
        with transaction.atomic():
            row = promise.make(
                kind,
                subject=builders.power_action(project),
                due_at=now - 20 * DAY,
                owner=manager.person,
                by=manager,
                organisation_id=project.organisation_id,
                project_id=project.pk,
                person=person,
            )
        Promise.objects.filter(pk=row.pk).update(kept_at=row.due_at + days_late * DAY)
    return row


def met(project, *, notice: int, papers: int | None):
    return happened.held(project, notice=notice, papers=papers)


def something_behind_every_number(project, manager, member) -> None:
    promised(project, manager, member, days_late=3)
    happened.promised(project, "claims.pay", made=40, due=20, kept=9)
    reply = happened.promised(project, "meetings.word", made=40, due=20, kept=9)
    happened.named_by_a_role(reply, by=manager)
    meeting = happened.held(project, notice=3, papers=None, left_out_public=2, minutes=180)
    newcomer = builders.person()
    builders.team_member(project, newcomer)
    happened.with_attendance(meeting, public=0)
    happened.asked(meeting, newcomer, "public", came=False)
    happened.papers_for(meeting, newcomer, before=1)
    happened.noted(meeting, pre_brief=False, debrief=False, breaks="not", chaired_by="staff", items_public=2)
    happened.talk_before(meeting, told=-1)
    builders.decision(project, manager, followed="no", reason="Too dear.")
    builders.decision(project, manager, followed="not_asked", public_view="", reason="In a hurry.")


def nothing_behind_any_number(project, manager, member) -> None:
    promised(project, manager, member, days_late=-1)
    met(project, notice=30, papers=20)
    builders.decision(project, manager)
    builders.assignment(builders.role(project, offered_by=manager), member.person)


def test_each_number_is_the_number_of_rows_behind_it(project, manager, member):
    nothing_behind_any_number(project, manager, member)
    for _time in range(3):  # of fewer people nothing is said about how soon they are paid
        something_behind_every_number(project, manager, member)
    found = lines(project)
    assert set(found) == {*COUNTED_ROWS, "team"}
    for number in COUNTED_ROWS:
        n = rows_of(project, number).count()
        assert n >= 2, number
        assert re.search(rf"\b{n}\b", found[number].counted), number
    assert {number for number, line in found.items() if not line.look} == {"noted", "room", "against", "team"}


def test_without_anything_behind_it_a_number_leads_nowhere(project, manager, member):
    nothing_behind_any_number(project, manager, member)
    assert set(lines(project)) == {"team"}


def test_own_days_decide_and_practice_stays_shown_with_its_source(client, project, manager):
    met(project, notice=10, papers=5)
    assert set(lines(project)) == {"team", "short-notice", "late-papers"}
    own(project, notice_days=10, papers_days=5)
    assert set(lines(project)) == {"team"}
    builders.sign_in(client, manager)
    page = client.get(reverse("power_balance:overview", args=[project.ref])).content.decode()
    for words in (
        "Our own standard: at least 10 days",
        "Our own standard: at least 5 days",
        "At least 14 days",
        "At least 7 days before",
        "Source: Invitation letter, Imperial",
    ):
        assert words in page


def test_stricter_days_find_more(project):
    met(project, notice=20, papers=9)
    assert set(lines(project)) == {"team"}
    own(project, notice_days=21, papers_days=10)
    found = lines(project)
    assert (found["short-notice"].counted, found["late-papers"].counted) == ("1 of 1.", "1 of 1.")


@pytest.mark.parametrize(
    ("allowed", "look"), [(None, True), (0, True), (49, True), (50, False), (100, False)]
)
def test_a_share_that_is_allowed_is_not_to_be_looked_at(project, manager, member, allowed, look):
    nothing_behind_any_number(project, manager, member)
    promised(project, manager, member, days_late=3)
    happened.held(project, left_out_public=2)
    if allowed is not None:
        own(project, late_percent=allowed, left_out_percent=allowed, without_percent=allowed)
    found = lines(project)
    assert [found[number].look for number in ("late-ours", "late-theirs", "left-out")] == [look] * 3
    assert found["left-out"].own == ("" if allowed is None else f"at most {allowed}%")


def test_the_least_number_of_public_members_is_the_organisations_own(project, member):
    assert lines(project)["team"].look is True
    own(project, public_members=1)
    assert (lines(project)["team"].look, lines(project)["team"].own) == (False, "at least 1")


def test_values_of_another_organisation_change_nothing(project):
    met(project, notice=10, papers=5)
    PowerThresholds.objects.create(organisation=builders.organisation(), notice_days=1, papers_days=1)
    assert set(lines(project)) == {"team", "short-notice", "late-papers"}


@pytest.mark.parametrize("number", COUNTED_ROWS)
def test_the_rows_are_paged_with_as_many_queries_for_thirty_as_for_one(
    client, project, manager, member, number
):
    builders.sign_in(client, manager)
    address = reverse("power_balance:evidence_rows", args=[project.ref, number])
    something_behind_every_number(project, manager, member)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for _n in range(29):
        something_behind_every_number(project, manager, member)
    assert queries() == one
    first = client.get(address).context["page"]
    second = client.get(address + first.next_url).context["page"]
    assert len({row.pk for row in [*first, *second]}) >= 30


def test_rows_of_other_projects_are_not_among_them(client, project, manager, member):
    other = builders.project(project.organisation, lead=manager.person)
    nothing_behind_any_number(project, manager, member)
    something_behind_every_number(other, manager, member)
    for number in COUNTED_ROWS:
        assert rows_of(project, number).count() == 0


def test_strangers_and_made_up_numbers_get_404(client, project, manager, member):
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    for user in (member, elsewhere):
        builders.sign_in(client, user)
        for number in COUNTED_ROWS:
            address = reverse("power_balance:evidence_rows", args=[project.ref, number])
            assert client.get(address).status_code == 404
    builders.sign_in(client, manager)
    assert client.get(reverse("power_balance:evidence_rows", args=[project.ref, "money"])).status_code == 404


def test_an_administrator_sets_the_values_of_their_own_organisation(project):
    ada = builders.staff_user("administrator", project.organisation)
    type(ada).objects.filter(pk=ada.pk).update(is_staff=True)
    elsewhere = builders.organisation()
    client = builders.sign_in(Client(), ada)
    address = reverse("admin:power_balance_powerthresholds_add")
    for organisation, days in ((elsewhere, "5"), (project.organisation, "-1"), (project.organisation, "999")):
        client.post(address, {"organisation": organisation.pk, "papers_days": days})
    assert PowerThresholds.objects.count() == 0
    client.post(address, {"organisation": project.organisation.pk, "papers_days": "5"})
    row = PowerThresholds.objects.get()
    assert (row.organisation, row.papers_days, row.notice_days) == (project.organisation, 5, None)
    assert HistoryEntry.objects.get(verb="own values for power changed").detail == {"papers_days": 5}
