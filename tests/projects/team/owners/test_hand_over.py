"""Whoever leaves, changes or is away: what they owe goes to somebody who can keep it, and is told once."""

import datetime as dt

import pytest
from django.db import transaction

from contributors.accounts import actions as accounts
from contributors.accounts.models import StaffRole
from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises import reminders
from coproduce.foundation.promises.models import Absence, EscalationSettings, Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.team import actions as team
from projects.team.owners import actions
from projects.team.tasks import find_owners
from tests import builders
from tests.projects.team.conftest import MONEY, owes

pytestmark = pytest.mark.django_db

YESTERDAY = dt.timedelta(days=1)


def owners() -> dict[int, str]:
    return dict(Promise.objects.values_list("pk", "owner__name"))


def told() -> list[tuple[str, int]]:
    """Who was told of a hand-over, and of how many promises."""
    found = Notification.objects.filter(kind="promises/handed_over").order_by("pk")
    return [(one.recipient.name, len(one.params["promises"])) for one in found]


def end_role(user, by) -> None:
    role = user.roles.get()
    role.since, role.until = clock.today() - 9 * YESTERDAY, clock.today() - YESTERDAY
    accounts.change_role(role, fields=["since", "until"], by=by)


def edit(project, by, **changed):
    names = ("title", "summary", "starts_on", "ends_on", "lead", "cost_code")
    return team.edit_project(project, **{name: getattr(project, name) for name in names} | changed, by=by)


def test_a_new_contact_takes_over_what_the_former_one_owed_on_this_project(
    trust, head, tom, una, meg, project
):
    elsewhere = builders.project(trust, lead=tom.person)
    first, second = owes(tom, meg, project), owes(tom, meg, project, subject=una)
    there, hers = owes(tom, meg, elsewhere, subject=head), owes(una, meg, project, subject=meg)
    edit(project, head, lead=una.person)
    assert owners() == {
        first.pk: "Una Staff",
        second.pk: "Una Staff",
        there.pk: "Tom Contact",
        hers.pk: "Una Staff",
    }
    assert told() == [("Una Staff", 2)]
    assert first.earlier_owners.get().owner == tom.person


def test_a_new_contact_never_gets_what_they_are_owed_themself(trust, head, tom, una, meg, project):
    theirs = owes(tom, una, project)
    edit(project, head, lead=una.person)
    assert owners() == {theirs.pk: "Tom Contact"}


def test_other_changes_of_a_project_move_nothing(head, tom, meg, project):
    owes(tom, meg, project)
    edit(project, head, title="Kind letters")
    assert told() == []


def test_a_role_that_ends_gives_all_to_the_contact_and_the_rest_to_the_head(head, tom, una, meg, project):
    on_it, on_none = owes(una, meg, project), owes(una, meg)
    end_role(una, head)
    assert owners() == {on_it.pk: "Tom Contact", on_none.pk: "Hetty Head"}
    assert told() == [("Hetty Head", 1), ("Tom Contact", 1)]


def test_the_contact_leaves_and_the_head_has_it(head, tom, meg, project):
    promise = owes(tom, meg, project)
    end_role(tom, head)
    assert owners() == {promise.pk: "Hetty Head"}


def test_the_organisation_may_name_its_head(trust, head, tom, meg, project):
    owes(tom, meg, project)
    named = builders.staff_user(Role.PPI_MANAGER, trust, name="Nora Named")
    EscalationSettings.objects.create(organisation=trust, head=named.person)
    end_role(tom, head)
    assert set(owners().values()) == {"Nora Named"}


def test_a_named_head_who_has_left_is_not_asked(trust, head, tom, meg, project):
    owes(tom, meg, project)
    gone = builders.staff_user(Role.PPI_MANAGER, trust, name="Gus Gone")
    gone.is_active = False
    gone.save()
    EscalationSettings.objects.create(organisation=trust, head=gone.person)
    end_role(tom, head)
    assert set(owners().values()) == {"Hetty Head"}


def test_the_head_who_is_owed_it_is_passed_over(trust, head, tom, project):
    owes(tom, head, project)
    second = builders.staff_user(Role.PPI_MANAGER, trust, name="Sid Second")
    end_role(tom, second)
    assert set(owners().values()) == {"Sid Second"}


def test_a_closed_account_gives_up_what_it_owed(head, tom, una, meg, project):
    promise = owes(una, meg, project)
    una.is_active = False
    accounts.change_account(una, fields=["is_active"], by=head)
    assert owners() == {promise.pk: "Tom Contact"}
    assert told() == [("Tom Contact", 1)]


def test_who_keeps_another_role_that_can_see_to_it_keeps_it(trust, head, una, meg, project):
    promise = owes(una, meg, project)
    StaffRole.objects.create(user=una, organisation=trust, role=Role.PPI_MANAGER)
    role = una.roles.get(role=Role.PROJECT_STAFF)
    role.until = clock.today() - YESTERDAY
    accounts.change_role(role, fields=["until"], by=head)
    assert owners() == {promise.pk: "Una Staff"}


def test_who_may_only_look_from_now_on_owes_nothing_more(head, tom, una, meg, project):
    owes(una, meg, project)
    role = una.roles.get()
    role.role = Role.READ_ONLY
    accounts.change_role(role, fields=["role"], by=head)
    assert set(owners().values()) == {"Tom Contact"}


def test_finance_leaves_and_finance_has_it(trust, head, meg):
    ruth, _sam = (builders.staff_user(Role.FINANCE, trust, name=name) for name in ("Ruth", "Sam"))
    owes(ruth, meg, kind=MONEY)
    end_role(ruth, head)
    assert set(owners().values()) == {"Sam"}


def test_leaving_the_team_gives_what_was_owed_there_to_the_contact(head, tom, una, meg, project):
    here, on_none = owes(una, meg, project), owes(una, meg)
    team.remove_member(project.members.get(person=una.person), by=head)
    assert owners() == {here.pk: "Tom Contact", on_none.pk: "Una Staff"}


def test_what_only_they_could_do_is_no_longer_owed(head, tom, una, meg, project):
    alone = owes(una, una, project)
    team.remove_member(project.members.get(person=una.person), by=head)
    alone.refresh_from_db()
    assert (alone.owner, alone.released_why) == (una.person, "Left the project.")


def test_after_the_last_day_the_clock_hands_over_once(head, tom, una, meg, project):
    promise = owes(una, meg, project)
    una.roles.update(until=clock.today())
    find_owners()
    assert owners() == {promise.pk: "Una Staff"}
    una.roles.update(until=clock.today() - YESTERDAY)
    for _copy in range(3):
        find_owners()
    assert (owners(), told()) == ({promise.pk: "Tom Contact"}, [("Tom Contact", 1)])


def test_where_nobody_is_left_it_stays_and_nothing_breaks(tom, meg, project):
    promise = owes(tom, meg, project)
    tom.roles.update(until=clock.today() - YESTERDAY)
    find_owners()
    assert (owners(), told()) == ({promise.pk: "Tom Contact"}, [])


def test_nobody_owes_something_new_who_has_left(head, tom, meg, project):
    tom.roles.update(until=clock.today() - YESTERDAY)
    assert owes(tom, meg, project).owner == head.person


def test_it_is_all_or_nothing_with_what_caused_it(head, tom, una, meg, project, monkeypatch):
    owes(una, meg, project)
    monkeypatch.setattr(actions, "hand_over", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        end_role(una, head)
    assert una.roles.get().until is None


def by_hand(person, to, organisation, by, **fields):
    given = {"projects": [], "others": False, "why": "A new post"} | fields
    return actions.hand_over_by_hand(person.person, to=to.person, organisation=organisation, by=by, **given)


def test_by_hand_some_projects_go_and_others_stay(trust, head, tom, una, meg, project):
    other = builders.project(trust, lead=tom.person)
    here, there, on_none = (
        owes(tom, meg, project),
        owes(tom, meg, other, subject=other),
        owes(tom, meg, subject=una),
    )
    by_hand(tom, una, trust, head, projects=[project])
    assert owners() == {here.pk: "Una Staff", there.pk: "Tom Contact", on_none.pk: "Tom Contact"}
    by_hand(tom, head, trust, head, others=True)
    assert owners()[on_none.pk] == "Hetty Head"
    assert here.earlier_owners.get().why == "A new post"


@pytest.mark.parametrize("why_not", ["no role", "elsewhere", "closed", "ended", "owed", "not on it", "same"])
def test_by_hand_nobody_gets_what_they_cannot_keep(trust, head, tom, una, meg, project, why_not):
    promise = owes(tom, una if why_not == "owed" else meg, project)
    to = {
        "no role": lambda: meg,
        "elsewhere": lambda: builders.staff_user(Role.PPI_MANAGER, builders.organisation()),
        "not on it": lambda: builders.staff_user(Role.PROJECT_STAFF, trust),
        "same": lambda: tom,
    }.get(why_not, lambda: una)()
    if why_not == "closed":
        una.is_active = False
        una.save()
    if why_not == "ended":
        una.roles.update(until=clock.today() - YESTERDAY)
    with pytest.raises(TransitionRefused):
        by_hand(tom, to, trust, head, projects=[project])
    assert (owners(), told()) == ({promise.pk: "Tom Contact"}, [])


def away(person, deputy, organisation, by, first=0, last=20) -> Absence:
    first_day, last_day = (clock.today() + dt.timedelta(days=days) for days in (first, last))
    return actions.mark_away(
        person.person,
        organisation=organisation,
        deputy=deputy.person,
        first_day=first_day,
        last_day=last_day,
        by=by,
    )


def remind(promise) -> str:
    Promise.objects.filter(pk=promise.pk).update(remind_at=clock.now() - dt.timedelta(minutes=1))
    reminders.remind_due()
    return Notification.objects.filter(kind="promises/reminder_to_staff").latest("pk").recipient.name


def test_while_somebody_is_away_the_deputy_is_reminded_and_sees_it(trust, head, tom, una, meg, project):
    other = builders.project(trust, lead=tom.person)
    promise = owes(tom, meg, other)
    assert not Promise.objects.visible_to(una).filter(pk=promise.pk).exists()
    absence = away(tom, una, trust, head)
    assert Promise.objects.visible_to(una).filter(pk=promise.pk).exists()
    assert remind(promise) == "Una Staff"
    message = Notification.objects.get(kind="team/deputy")
    assert (message.recipient, "the letter" in render(message)[1]) == (una.person, True)
    actions.end_absence(absence, by=head)
    assert not Promise.objects.visible_to(una).filter(pk=promise.pk).exists()
    Promise.objects.filter(pk=promise.pk).update(due_at=clock.now() + dt.timedelta(days=3))
    assert remind(promise) == "Tom Contact"


def test_an_absence_to_come_changes_nothing_yet(trust, head, tom, una, meg, project):
    promise = owes(tom, meg, project)
    away(tom, una, trust, head, first=1)
    assert remind(promise) == "Tom Contact"


def test_a_deputy_is_not_reminded_of_what_they_are_owed(trust, head, tom, una, project):
    promise = owes(tom, una, project)
    away(tom, una, trust, head)
    assert remind(promise) == "Tom Contact"


@pytest.mark.parametrize("why_not", ["self", "no role", "away too", "away already", "closed"])
def test_who_cannot_stand_in_is_refused(trust, head, tom, una, meg, why_not):
    if why_not == "away too":
        away(una, head, trust, head)
    if why_not == "away already":
        away(tom, head, trust, head)
    if why_not == "closed":
        una.is_active = False
        una.save()
    deputy = {"self": tom, "no role": meg}.get(why_not, una)
    before = Absence.objects.count()
    with pytest.raises(TransitionRefused):
        away(tom, deputy, trust, head, first=20, last=30)
    assert Absence.objects.count() == before


def test_a_deputy_who_leaves_is_replaced_and_the_new_one_told(trust, head, tom, una):
    absence = away(tom, una, trust, head)
    una.roles.update(until=clock.today() - YESTERDAY)
    find_owners()
    absence.refresh_from_db()
    assert absence.deputy == head.person
    assert Notification.objects.filter(kind="team/deputy", recipient=head.person).count() == 1
