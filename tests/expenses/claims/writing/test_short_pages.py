"""The five short pages: proposed from what is known, saved as they are sent, nothing added twice."""

import datetime as dt

import pytest

from contributors.availability.models import Circumstances
from contributors.people.supporters import actions as supporters
from coproduce.foundation import clock, transitions
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.writing import actions as writing
from expenses.policies.models import Policy
from projects.meetings.models import Attendance
from tests import builders

pytestmark = pytest.mark.django_db
MEETING = "Meeting||timed"


@pytest.fixture
def trust():
    made = builders.organisation()
    builders.policy(made)
    return made


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def my(client, rosa):
    return builders.sign_in(client, rosa)


def held(trust, person, **fields):
    """A meeting of yesterday, 10am to midday, that the person was asked to."""
    project = builders.project(trust)
    builders.team_member(project, person)
    starts = clock.now().replace(hour=10, minute=0) - dt.timedelta(days=1)
    fields = {"starts_at": starts, "ends_at": starts + dt.timedelta(hours=2), "status": "held", **fields}
    counted = {"invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    return builders.meeting(project, person, **counted, **fields)


def noted(meeting, person, **fields):
    by = builders.staff_user("ppi_manager", meeting.project.organisation)
    return Attendance.objects.create(
        meeting=meeting, person=person, **{"came": True, "minutes": 90, "confirmed_by": by, **fields}
    )


def for_meeting(meeting, person):
    organisation = meeting.project.organisation
    return builders.claim(person, organisation, project=meeting.project, meeting=meeting, about="")


def day(date):
    return {f"activity_date_{place}": part for place, part in enumerate((date.day, date.month, date.year))}


def lines(claim):
    return list(claim.lines.order_by("id").values_list("part", "kind", "amount_pence", "minutes"))


def yesterday():
    return clock.uk(clock.now()).date() - dt.timedelta(days=1)


def test_the_time_is_proposed_from_what_was_noted(my, trust, rosa):
    meeting = held(trust, rosa.person)
    claim = for_meeting(meeting, rosa.person)
    form = my.get(f"/my/claims/{claim.ref}/time/").context["form"]
    assert (form["minutes"].initial, form.fields["minutes"].help_text) == (
        120,
        "The meeting was planned for 2 hours. Change it if you were there for less or more.",
    )
    noted(meeting, rosa.person)
    form = my.get(f"/my/claims/{claim.ref}/time/").context["form"]
    initial = [form[name].initial for name in ("offer", "minutes", "activity_date")]
    assert initial == [MEETING, 90, clock.uk(meeting.starts_at).date()]


def test_who_was_noted_absent_is_told_and_may_claim_all_the_same(my, trust, rosa):
    meeting = held(trust, rosa.person)
    noted(meeting, rosa.person, came=False, minutes=0)
    claim = for_meeting(meeting, rosa.person)
    page = my.get(f"/my/claims/{claim.ref}/time/")
    assert "Our record says you were not there." in page.content.decode()
    assert page.context["form"]["offer"].initial is None
    typed = {"offer": MEETING, "minutes_0": "1", "minutes_1": "", "home": "none"}
    assert my.post(f"/my/claims/{claim.ref}/time/", day(yesterday()) | typed).url.endswith("/travel/")
    assert lines(claim) == [("time", "fee", 12_00, 60)]


def test_joining_from_home_is_proposed_for_a_meeting_held_online_only(my, trust, rosa):
    online = held(trust, rosa.person, place="", online_link="https://example.org/m")
    form = my.get(f"/my/claims/{for_meeting(online, rosa.person).ref}/time/").context["form"]
    assert form["home"].initial == "Meeting joined from home||flat"


def test_time_getting_ready_and_home_are_three_lines_once(my, trust, rosa):
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    address = f"/my/claims/{claim.ref}/time/"
    home = "Meeting joined from home||flat"
    typed = {"offer": MEETING, "minutes_0": "2", "preparation_0": "0", "preparation_1": "45", "home": home}
    for _twice in range(2):
        assert my.post(address, day(yesterday()) | typed).url == f"/my/claims/{claim.ref}/travel/"
    three = [
        ("time", "fee", 24_00, 120),
        ("preparation", "fee", 9_00, 45),
        ("home", "allowance", 5_00, None),
    ]
    assert lines(claim) == three
    form = my.get(address).context["form"]
    assert [form[name].initial for name in ("offer", "minutes", "preparation", "home")] == [
        MEETING,
        120,
        45,
        home,
    ]
    my.post(address, day(yesterday()) | {"offer": "none", "home": "none"})
    assert lines(claim) == []
    assert my.get(address).context["form"]["offer"].initial == "none"


@pytest.mark.parametrize("offer", ["none", "Review of a document||flat"])
def test_time_to_get_ready_is_never_dropped_without_a_word(my, trust, rosa, offer):
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    typed = day(yesterday()) | {"offer": offer, "preparation_0": "1", "home": "none"}
    page = my.post(f"/my/claims/{claim.ref}/time/", typed).content.decode()
    assert "Leave it empty." in page
    assert lines(claim) == []


def test_what_was_added_to_a_line_stays_when_its_page_is_sent_again(my, trust, rosa):
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    typed = {"offer": MEETING, "minutes_0": "2", "home": "none"}
    my.post(f"/my/claims/{claim.ref}/time/", day(yesterday()) | typed)
    ClaimLine.objects.update(description="I chaired it")
    my.post(f"/my/claims/{claim.ref}/time/", day(yesterday()) | typed | {"minutes_0": "3"})
    assert list(claim.lines.values_list("description", "minutes")) == [("I chaired it", 180)]


def test_the_day_is_asked_for_only_where_something_is_claimed(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    address = f"/my/claims/{claim.ref}/time/"
    typed = {"offer": MEETING, "minutes_0": "2", "home": "none"}
    assert "Enter the day" in my.post(address, typed).content.decode()
    assert my.post(address, {"offer": "none", "home": "none"}).url.endswith("/travel/")


def test_a_policy_that_covers_getting_ready_says_so_and_does_not_ask(my, trust, rosa):
    draft = builders.policy(trust, approved=False, effective_from=dt.date(2021, 1, 1), version=2)
    draft.rates.filter(label="Meeting").update(covers="preparation and attendance")
    by = builders.staff_user("finance", trust)
    draft.status, draft.approved_by, draft.approved_at = "approved", by, clock.now()
    draft.save()
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    page = my.get(f"/my/claims/{claim.ref}/time/")
    assert "This covers: preparation and attendance" in page.content.decode()
    assert "preparation" not in page.context["form"].fields


def test_without_a_policy_the_page_asks_what_was_agreed(client):
    bare = builders.organisation()
    user = builders.contributor_user(bare)
    builders.sign_in(client, user)
    claim = builders.claim(user.person, bare)
    typed = day(yesterday()) | {"offer": "agreed"}
    assert "Enter how much was agreed" in client.post(f"/my/claims/{claim.ref}/time/", typed).content.decode()
    client.post(f"/my/claims/{claim.ref}/time/", typed | {"amount_pence": "20"})
    assert lines(claim) == [("time", "fee", 20_00, None)]


def journey(claim, **fields):
    return builders.claim_line(
        claim,
        12_33,
        **{
            "category": "mileage",
            "miles_tenths": 274,
            "vehicle": "car",
            "from_place": "Keynsham",
            "to_place": "Bath",
            "return_journey": True,
            "passengers": 1,
            "no_receipt_because": "",
            **fields,
        },
    )


def test_the_journey_of_last_time_is_one_tap(my, trust, rosa):
    before = for_meeting(held(trust, rosa.person), rosa.person)
    journey(before)
    Claim.objects.update(status="sent", sent_at=clock.now(), pay_by=clock.today())
    meeting = held(trust, rosa.person)
    claim = for_meeting(meeting, rosa.person)
    page = my.get(f"/my/claims/{claim.ref}/travel/").content.decode()
    assert "Keynsham to Bath, 27.4 miles in all" in page
    assert "£13.70" in page  # 27.4 miles at 45p, and 5p for the passenger
    for _twice in range(2):
        assert my.post(f"/my/claims/{claim.ref}/travel/as-last-time/").url.endswith("/costs/")
    kept = claim.lines.get()
    assert (kept.part, kept.amount_pence, kept.activity_date, kept.return_journey, kept.passengers) == (
        "journey",
        13_70,
        clock.uk(meeting.starts_at).date(),
        True,
        1,
    )


def test_a_journey_elsewhere_of_somebody_else_or_never_sent_is_not_offered(my, trust, rosa):
    other = builders.contributor_user(trust).person
    for person, place, sent in (
        (rosa.person, "Elsewhere", True),
        (other, "Room 2, Harbour House", True),
        (rosa.person, "Room 2, Harbour House", False),
    ):
        made = for_meeting(held(trust, person, place=place), person)
        journey(made)
        if sent:
            Claim.objects.filter(pk=made.pk).update(status="sent", sent_at=clock.now(), pay_by=clock.today())
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    assert my.get(f"/my/claims/{claim.ref}/travel/").context["same"] is None
    assert my.post(f"/my/claims/{claim.ref}/travel/as-last-time/").url.endswith("/travel/")
    assert not claim.lines.exists()


def test_the_journey_is_typed_changed_and_taken_back(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    address = f"/my/claims/{claim.ref}/travel/"
    nothing = my.post(
        address, {"way": "own", "from_place": "The old mill", "idempotency_key": "a" * 32}
    ).content.decode()
    assert "Enter how many miles it was, one way" in nothing
    assert "The old mill" in nothing
    typed = {"way": "own", "from_place": "A", "to_place": "B", "miles_tenths": "10", "vehicle": "car"}
    my.post(address, day(yesterday()) | typed | {"passengers": "0", "return_journey": "on"})
    assert lines(claim) == [("journey", "expense", 9_00, None)]
    form = my.get(address).context["form"]
    assert [form[name].value() for name in ("way", "from_place", "miles_tenths")] == ["own", "A", "10"]
    assert my.post(address, {"way": "none", "miles_tenths": "rubbish"}).url.endswith("/costs/")
    assert (lines(claim), my.get(address).context["form"]["way"].initial) == ([], "none")


def test_costs_come_one_at_a_time_and_lead_back_to_their_page(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    address = f"/my/claims/{claim.ref}/costs/"
    add = my.post(address, {"category": "parking"}).url
    assert add == f"/my/claims/{claim.ref}/lines/add/parking/?then=costs"
    typed = {
        "amount_pence": "4.50",
        "description": "Car park",
        "no_receipt_because": "The machine was broken",
    }
    assert my.post(add, day(yesterday()) | typed).url == address
    assert "The machine was broken" in my.get(address).content.decode()
    assert my.post(address, {"category": "no"}).url == f"/my/claims/{claim.ref}/send/"
    line = claim.lines.get()
    assert my.post(f"/my/claims/{claim.ref}/lines/{line.ref}/remove/?then=//evil.example").url.endswith(
        f"{claim.ref}/"
    )


def test_what_is_missing_leads_to_the_page_that_mends_it(my, trust, rosa):
    claim = builders.claim(rosa.person, trust, about="")
    page = my.get(f"/my/claims/{claim.ref}/send/").content.decode()
    assert f'<a href="/my/claims/{claim.ref}/time/">Add what you would like to be paid for.</a>' in page
    line = builders.claim_line(claim, no_receipt_because="")
    page = my.get(f"/my/claims/{claim.ref}/send/").content.decode()
    assert f'<a href="/my/claims/{claim.ref}/occasion/">Say what this claim is for.</a>' in page
    assert f'<a href="/my/claims/{claim.ref}/lines/{line.ref}/">Add a receipt for' in page


def test_the_occasion_can_be_said_anew_but_not_moved_to_other_rates(my, trust, rosa):
    other = builders.organisation()
    builders.connect(rosa.person, other)
    meeting = held(trust, rosa.person)
    claim = for_meeting(meeting, rosa.person)
    address = f"/my/claims/{claim.ref}/occasion/"
    assert my.get(address).context["form"]["what"].initial == f"m-{meeting.ref}"
    my.post(address, {"what": "other", "about": "A talk", "organisation": trust.pk})
    claim.refresh_from_db()
    assert (claim.about, claim.meeting, claim.project) == ("A talk", None, None)
    builders.claim_line(claim)
    page = my.post(address, {"what": "other", "about": "A talk", "organisation": other.pk}).content.decode()
    assert "has its own rates" in page
    claim.refresh_from_db()
    assert claim.organisation == trust


@pytest.mark.parametrize("page", ["occasion", "time", "travel", "costs"])
def test_the_pages_are_closed_to_strangers_and_after_sending(my, trust, rosa, page):
    theirs = builders.claim(builders.contributor_user(trust).person, trust)
    assert my.get(f"/my/claims/{theirs.ref}/{page}/").status_code == 404
    sent = builders.sent_claim(rosa.person, trust)
    assert my.get(f"/my/claims/{sent.ref}/{page}/").url == f"/my/claims/{sent.ref}/"
    assert my.post(f"/my/claims/{sent.ref}/{page}/", {"what": "other", "about": "x"}).status_code == 302
    sent.refresh_from_db()
    assert sent.about == "Panel meeting"


def test_a_rate_that_went_away_is_said_when_sending(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    builders.staff_user("approver", trust)
    typed = {"offer": MEETING, "minutes_0": "2", "home": "none"}
    my.post(f"/my/claims/{claim.ref}/time/", day(yesterday()) | typed)
    draft = builders.policy(trust, approved=False, effective_from=dt.date(2021, 1, 1), version=2)
    draft.rates.filter(label="Meeting").delete()
    by = builders.staff_user("finance", trust)
    draft.status, draft.approved_by, draft.approved_at = "approved", by, clock.now()
    draft.save()
    page = my.post(f"/my/claims/{claim.ref}/send/", {"declared": "on"}, follow=True).content.decode()
    assert "ifferent rates applied" in page
    assert Claim.objects.get().status == "draft"


def test_a_page_cannot_be_sent_after_the_claim(trust, rosa):
    sent = builders.sent_claim(rosa.person, trust)
    with pytest.raises(transitions.TransitionRefused):
        writing.answer_page(sent, page=2, answers={}, by=rosa)


def test_the_way_there_is_paid_and_proposed_where_the_policy_says_so(my, trust, rosa):
    Circumstances.objects.create(person=rosa.person, before=50, after=40)
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    address = f"/my/claims/{claim.ref}/time/"
    assert "on_the_way" not in my.get(address).context["form"].fields
    Policy.objects.filter(organisation=trust).update(pays_travel_time=True)
    form = my.get(address).context["form"]
    assert form["on_the_way"].initial == 90
    typed = {"offer": MEETING, "minutes_0": "2", "on_the_way_0": "1", "on_the_way_1": "30", "home": "none"}
    for _twice in range(2):
        my.post(address, day(yesterday()) | typed)
    assert lines(claim) == [("time", "fee", 24_00, 120), ("on_the_way", "fee", 18_00, 90)]
    assert my.get(address).context["form"]["on_the_way"].initial == 90


def test_how_long_somebody_travels_is_proposed_to_nobody_else(client, trust, rosa):
    Circumstances.objects.create(person=rosa.person, before=50, after=40)
    Policy.objects.filter(organisation=trust).update(pays_travel_time=True)
    claim = for_meeting(held(trust, rosa.person), rosa.person)
    sam = builders.contributor_user(trust, name="Sam", email="sam@example.org")
    asked = supporters.ask(rosa.person, name="Sam", email=sam.email, claims=True, dates=False, by=rosa)
    helper = builders.sign_in(client, sam)
    helper.post(f"/my/helpers/{asked.ref}/start/")
    form = helper.get(f"/my/claims/{claim.ref}/time/").context["form"]
    assert form["on_the_way"].initial is None
