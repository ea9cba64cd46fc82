"""Choosing many: ticked, all on the page, all that match; said before it is done, each done by itself."""

import re

import pytest

from contributors.accounts.roles import Role
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.lists import choosing
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise
from expenses.claims.models import Claim
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from tests import builders
from tests.expenses.claims.approval_queue.test_views import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    made = builders.organisation("Severn Trust")
    builders.policy(made)
    return made


@pytest.fixture
def manager(trust):
    return builders.staff_user(Role.PPI_MANAGER, trust, name="Priya")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def role(trust, manager):
    return builders.role(builders.project(trust, lead=manager.person), offered_by=manager, places=40)


def handed_on(page) -> str:
    """Return what the check page hands on."""
    return re.search(r'name="chosen" value="([^"]*)"', page.content.decode())[1]


def banners(page) -> str:
    return " | ".join(str(message) for message in page.context["messages"])


# --- Claims ---------------------------------------------------------------------------------------


def test_all_that_match_are_found_anew_and_counted_before_anything_happens(staff, trust):
    project = builders.project(trust)
    mine = [plain(builders.person(f"P {n:02}"), trust, project=project) for n in range(30)]
    plain(builders.person("Elsewhere"), trust)
    page = staff.get(f"/claims/waiting/?project={project.ref}")
    assert "Continue with all 25 on this page" in page.content.decode()
    assert "Continue with all that match: 30" in page.content.decode()
    check = staff.get(f"/claims/waiting/approve/?project={project.ref}&choose=all")
    assert "Approve 30 claims?" in check.content.decode()
    assert set(Claim.objects.values_list("status", flat=True)) == {"sent"}
    late = plain(builders.person("Came later"), trust, project=project)
    answer = staff.post(
        f"/claims/waiting/approve/?project={project.ref}&choose=all",
        {"chosen": handed_on(check), "idempotency_key": "a" * 32},
        follow=True,
    )
    assert "30 claims are approved." in banners(answer)
    approved = Claim.objects.filter(status="approved")
    assert set(approved) == set(mine)
    assert Notification.objects.filter(kind="claims/approved").count() == 30
    late.refresh_from_db()
    assert late.status == "sent"  # nobody was shown it
    assert answer.redirect_chain[-1][0] == f"/claims/waiting/?project={project.ref}"


def test_all_on_this_page_are_those_and_no_others(staff, trust):
    claims = [plain(builders.person(), trust) for _ in range(30)]
    page = staff.get("/claims/waiting/")
    on_page = re.findall(r'name="on_page" value="([^"]*)"', page.content.decode())
    assert len(on_page) == 25
    check = staff.get("/claims/waiting/approve/", {"choose": "page", "on_page": on_page})
    assert set(handed_on(check).split(",")) == set(on_page)
    assert len(claims) == 30


def test_what_changed_in_between_is_named_and_the_rest_goes_on(staff, trust):
    one, two = (plain(builders.person(name), trust) for name in ("Ann", "Quick Bob"))
    check = staff.get("/claims/waiting/approve/", {"claim": [one.ref, two.ref]})
    Claim.objects.filter(pk=two.pk).update(status="withdrawn")
    sent = {"chosen": handed_on(check), "idempotency_key": "a" * 32}
    answer = staff.post(f"/claims/waiting/approve/?claim={one.ref}&claim={two.ref}", sent, follow=True)
    assert "1 claim is approved." in banners(answer)
    assert f"Not approved: Quick Bob, claim {two.ref}." in banners(answer)


def test_all_that_match_leaves_out_what_needs_a_look_and_says_so(staff, trust):
    plain(builders.person("Ann"), trust)
    marked = plain(builders.person("Marked"), trust)
    marked.marks.create(kind="late")
    check = staff.get("/claims/waiting/approve/?choose=all").content.decode()
    assert "Approve 1 claim?" in check
    assert "One that matches has something to look at" in check


def test_more_than_can_be_done_at_once_is_said(staff, trust, monkeypatch):
    monkeypatch.setattr(choosing, "MOST", 2)
    for _ in range(5):
        plain(builders.person(), trust)
    check = staff.get("/claims/waiting/approve/?choose=all").content.decode()
    assert "Approve 2 claims?" in check
    assert "3 more match." in check


def test_what_another_organisation_has_is_never_chosen(staff, trust):
    elsewhere = plain(builders.person(), builders.organisation())
    for address in ("?choose=all", f"?choose=page&on_page={elsewhere.ref}", f"?claim={elsewhere.ref}"):
        assert staff.get(f"/claims/waiting/approve/{address}").status_code == 302
    sent = {"chosen": elsewhere.ref, "idempotency_key": "a" * 32}
    assert elsewhere.person.name not in banners(staff.post("/claims/waiting/approve/", sent, follow=True))
    elsewhere.refresh_from_db()
    assert elsewhere.status == "sent"


@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "x" * 3000, "%27%22%3C"])
def test_odd_references_choose_nothing(staff, odd):
    for address in (f"?claim={odd}", f"?choose=page&on_page={odd}", f"?choose={odd}"):
        assert staff.get(f"/claims/waiting/approve/{address}").status_code in (302, 400)
    sent = {"chosen": f"{odd},\x00", "idempotency_key": "a" * 32}
    assert staff.post("/claims/waiting/approve/", sent).status_code in (302, 400)


# --- Promises -------------------------------------------------------------------------------------


def test_chosen_promises_are_handed_over_in_one_message(staff, role, trust, manager):
    for n in range(3):
        inviting.invite(
            role, invitees=[Invitee(person=builders.person(f"P {n}", organisation=trust))], by=manager
        )
    tom = builders.staff_user(Role.PPI_MANAGER, trust, name="Tom")
    mine = list(Promise.objects.filter(owner=manager.person).exclude(person=manager.person))
    assert len(mine) >= 3
    page = staff.get("/promises/")
    assert f'value="{mine[0].ref}"' in page.content.decode()
    check = staff.get("/promises/hand-over/chosen/?choose=all")
    assert check.context["heading"] == f"Hand over {len(mine)} promises"
    gone = mine[0]
    Promise.objects.filter(pk=gone.pk).update(kept_at=gone.made_at)
    sent = {
        "chosen": handed_on(check),
        "to": tom.person.ref,
        "why": "New post",
        "idempotency_key": "a" * 32,
    }
    answer = staff.post("/promises/hand-over/chosen/?choose=all", sent, follow=True)
    assert "is over, or is no longer yours to hand over." in banners(answer)
    moved = Promise.objects.filter(owner=tom.person)
    assert set(moved) == set(mine[1:])
    assert HistoryEntry.objects.filter(verb="handed over").count() == len(mine) - 1
    assert Notification.objects.filter(recipient=tom.person, kind="promises/handed_over").count() == 1


def test_a_promise_the_colleague_cannot_see_to_is_named(staff, role, trust, manager):
    inviting.invite(role, invitees=[Invitee(person=builders.person("Ann", organisation=trust))], by=manager)
    reader = builders.staff_user(Role.READ_ONLY, trust, name="Rea Donly")
    check = staff.get("/promises/hand-over/chosen/?choose=all")
    sent = {"chosen": handed_on(check), "to": reader.person.ref, "why": "x", "idempotency_key": "a" * 32}
    answer = staff.post("/promises/hand-over/chosen/", sent, follow=True)
    assert "Rea Donly cannot do" in banners(answer)
    assert not Promise.objects.filter(owner=reader.person).exists()


# --- Letters --------------------------------------------------------------------------------------


def letters(role, trust, manager, many: int) -> list[Notification]:
    for n in range(many):
        person = builders.person(f"Pat {n}", organisation=trust)
        inviting.invite(role, invitees=[Invitee(person=person)], by=manager)
    return list(Notification.objects.filter(kind="roles/invitation", channel="post"))


def test_chosen_letters_are_printed_and_marked_together(staff, role, trust, manager):
    waiting = letters(role, trust, manager, 3)
    page = staff.get("/messages/?show=by_hand&channel=post").content.decode()
    assert f'value="{waiting[0].ref}"' in page
    check = staff.get("/messages/by-hand/posted/?show=by_hand&channel=post&choose=all")
    assert check.context["heading"] == "3 letters"
    printed = staff.get(check.context["print_url"])
    assert printed["Content-Type"] == "application/pdf"
    Notification.objects.filter(pk=waiting[0].pk).update(state=State.CANCELLED)
    day = check.context["form"].initial["on"]
    sent = {"chosen": handed_on(check), "on_0": day.day, "on_1": day.month, "on_2": day.year}
    answer = staff.post(
        "/messages/by-hand/posted/?show=by_hand&channel=post&choose=all",
        sent | {"idempotency_key": "a" * 32},
        follow=True,
    )
    assert "2 letters are marked as posted." in banners(answer)
    assert "does not wait any more" in banners(answer)
    assert Notification.objects.filter(state=State.SENT, kind="roles/invitation").count() == 2


def test_calls_and_mails_are_not_letters(staff, role, trust, manager):
    person = builders.person("Cal", phone="0117 496 0000", address="", channel="phone", organisation=trust)
    inviting.invite(role, invitees=[Invitee(person=person)], by=manager)
    assert staff.get("/messages/by-hand/posted/?show=by_hand&choose=all").status_code == 302
    assert 'name="letter"' not in staff.get("/messages/?show=by_hand").content.decode()


# --- People ---------------------------------------------------------------------------------------


def test_chosen_people_are_invited_each_by_one_message(staff, role, trust):
    people = [builders.person(f"Ann {n}", email=f"a{n}@example.org", organisation=trust) for n in range(3)]
    builders.person("Bob", organisation=trust)
    builders.staff_user(Role.PROJECT_STAFF, trust, name="Ann Colleague")
    page = staff.get(f"/roles/{role.ref}/invite/choose/?q=ann").content.decode()
    assert page.count('name="person"') == 3
    check = staff.get(f"/roles/{role.ref}/invite/chosen/?q=ann&choose=all")
    assert "Invite 3 people" in check.content.decode()
    builders.assignment(role, people[0])  # somebody was quicker
    sent = {"chosen": handed_on(check), "idempotency_key": "a" * 32}
    answer = staff.post(f"/roles/{role.ref}/invite/chosen/?q=ann&choose=all", sent, follow=True)
    assert "2 people are invited." in banners(answer)
    assert "Not invited: Ann 0. They are asked already." in banners(answer)
    assert Assignment.objects.filter(role=role).count() == 3
    told = Notification.objects.filter(kind="roles/invitation").values_list("recipient__name", flat=True)
    assert sorted(told) == ["Ann 1", "Ann 2"]


def test_no_more_are_invited_than_there_are_places(staff, trust, manager):
    role = builders.role(builders.project(trust, lead=manager.person), offered_by=manager, places=1)
    for name in ("Ann", "Bea"):
        builders.person(name, email=f"{name}@example.org", organisation=trust)
    check = staff.get(f"/roles/{role.ref}/invite/chosen/?choose=all")
    sent = {"chosen": handed_on(check), "idempotency_key": "a" * 32}
    answer = staff.post(f"/roles/{role.ref}/invite/chosen/?choose=all", sent, follow=True)
    assert "1 person is invited." in banners(answer)
    assert "Not invited: Bea. This role has 0 places left." in banners(answer)
