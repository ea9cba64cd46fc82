"""A claim from the first page to "sent", as a public contributor makes it. No scripts."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from coproduce.foundation import clock
from coproduce.foundation.pages.presenters import uk_date
from expenses.claims.models import Claim, ClaimLine, Receipt
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trust():
    made = builders.organisation()
    builders.policy(made)
    return made


@pytest.fixture
def rosa(trust):
    rosa = builders.contributor_user(trust, name="Rosa")
    builders.bank_details(rosa.person)
    return rosa


@pytest.fixture
def my(client, rosa):
    return builders.sign_in(client, rosa)


def photo():
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    return SimpleUploadedFile("ticket.jpg", picture.getvalue(), "image/jpeg")


def day(date):
    return {f"activity_date_{place}": part for place, part in enumerate((date.day, date.month, date.year))}


def test_a_claim_with_mileage_a_fare_and_time_is_written_checked_and_sent(my, rosa):
    yesterday = clock.today() - dt.timedelta(days=1)
    answered = my.post("/my/claims/new/", {"what": "other", "about": "Panel meeting"})
    claim = Claim.objects.get()
    lines = f"/my/claims/{claim.ref}/lines/"
    assert answered.url == f"/my/claims/{claim.ref}/time/"
    assert my.post(f"{lines}add/", {"category": "mileage"}).url == f"{lines}add/mileage/"
    journey = {
        "from_place": "BS1",
        "to_place": "Bath",
        "miles_tenths": "13.7",
        "vehicle": "car",
        "passengers": "0",
    }
    my.post(f"{lines}add/mileage/", day(yesterday) | journey | {"return_journey": "on"})
    my.post(
        f"{lines}add/fee/", day(yesterday) | {"offer": "Meeting||timed", "minutes_0": "1", "minutes_1": "30"}
    )
    fare = {"amount_pence": "£8.40", "description": "Bus", "receipt": photo()}
    my.post(f"{lines}add/public_transport/", day(yesterday) | fare)
    priced = ClaimLine.objects.order_by("id").values_list("kind", "amount_pence", "miles_tenths", "minutes")
    assert list(priced) == [
        ("expense", 12_33, 274, None),
        ("fee", 18_00, None, 90),
        ("expense", 8_40, None, None),
    ]
    check = my.get(f"/my/claims/{claim.ref}/send/")
    assert "27.4 miles at 45p. From the policy “Payment policy”." in check.content.decode()
    refused = my.post(f"/my/claims/{claim.ref}/send/", {"idempotency_key": "f" * 32})
    assert "<title>Error:" in refused.content.decode()
    assert my.post(f"/my/claims/{claim.ref}/send/", {"declared": "on"}).url == f"/my/claims/{claim.ref}/"
    page = my.get(f"/my/claims/{claim.ref}/").content.decode()
    claim.refresh_from_db()
    assert claim.status == "sent"
    assert f"{claim.pay_by.day} {claim.pay_by:%B %Y}" in page
    assert "£38.73" in page


def test_nothing_typed_is_lost_when_something_is_wrong(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    typed = {"from_place": "The old mill", "to_place": "Bath", "miles_tenths": "lots", "vehicle": "car"}
    page = my.post(f"/my/claims/{claim.ref}/lines/add/mileage/", day(clock.today()) | typed).content.decode()
    assert "The old mill" in page
    assert "lots" in page
    assert "Enter the miles as a number" in page
    assert not ClaimLine.objects.exists()


def test_a_vehicle_without_a_rate_is_said_on_the_form(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    typed = {"from_place": "A", "to_place": "B", "miles_tenths": "3", "vehicle": "bicycle"}
    page = my.post(f"/my/claims/{claim.ref}/lines/add/mileage/", day(clock.today()) | typed).content.decode()
    assert "no mileage rate for this day: bicycle" in page


def test_a_line_can_be_changed_and_taken_off(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    my.post(
        f"/my/claims/{claim.ref}/lines/add/mileage/",
        day(clock.today())
        | {
            "from_place": "A",
            "to_place": "B",
            "miles_tenths": "5.5",
            "vehicle": "car",
            "return_journey": "on",
        },
    )
    line = ClaimLine.objects.get()
    form = my.get(f"/my/claims/{claim.ref}/lines/{line.ref}/").context["form"]
    assert form["miles_tenths"].value() == "5.5"
    my.post(
        f"/my/claims/{claim.ref}/lines/{line.ref}/",
        day(clock.today()) | {"from_place": "A", "to_place": "B", "miles_tenths": "5.5", "vehicle": "car"},
    )
    assert ClaimLine.objects.get().miles_tenths == 55
    my.post(f"/my/claims/{claim.ref}/lines/{line.ref}/remove/")
    assert not ClaimLine.objects.exists()


def test_a_receipt_is_redrawn_and_given_only_to_who_may_see_it(my, trust, rosa, client):
    claim = builders.claim(rosa.person, trust)
    line = builders.claim_line(claim)
    my.post(f"/my/claims/{claim.ref}/lines/{line.ref}/receipt/", {"receipt": photo()})
    receipt = Receipt.objects.get()
    served = my.get(f"/my/claims/receipts/{receipt.ref}/")
    assert (served.status_code, served["Content-Disposition"]) == (200, 'attachment; filename="ticket.jpg"')
    assert b"".join(served.streaming_content).startswith(b"\xff\xd8")
    builders.sign_in(client, builders.contributor_user(trust))
    assert client.get(f"/my/claims/receipts/{receipt.ref}/").status_code == 404
    builders.sign_in(client, builders.staff_user("approver", trust))
    assert client.get(f"/claims/receipts/{receipt.ref}/").status_code == 404  # not sent yet
    Claim.objects.update(status="sent", sent_at=clock.now(), pay_by=clock.today())
    served = client.get(f"/claims/receipts/{receipt.ref}/")
    assert served.status_code == 200
    assert b"".join(served.streaming_content).startswith(b"\xff\xd8")
    builders.sign_in(client, builders.staff_user("approver", builders.organisation()))
    assert client.get(f"/claims/receipts/{receipt.ref}/").status_code == 404


def test_somebody_elses_claim_is_not_there(my, trust):
    other = builders.claim(builders.contributor_user(trust).person, trust)
    line = builders.claim_line(other)
    for path in (
        f"/my/claims/{other.ref}/",
        f"/my/claims/{other.ref}/send/",
        f"/my/claims/{other.ref}/lines/add/",
        f"/my/claims/{other.ref}/lines/{line.ref}/",
        f"/my/claims/{other.ref}/lines/{line.ref}/receipt/",
    ):
        assert (path, my.get(path).status_code) == (path, 404)
    assert my.post(f"/my/claims/{other.ref}/take-back/").status_code == 404


def test_a_line_of_another_claim_of_mine_is_not_in_this_one(my, trust, rosa):
    one, other = builders.claim(rosa.person, trust), builders.claim(rosa.person, trust)
    line = builders.claim_line(other)
    assert my.get(f"/my/claims/{one.ref}/lines/{line.ref}/").status_code == 404


def test_a_recent_meeting_and_a_project_are_offered_first(my, trust, rosa):
    project = builders.project(trust, title="Better letters")
    builders.team_member(project, rosa.person)
    choices = dict(my.get("/my/claims/new/").context["form"].fields["what"].choices)
    assert list(choices.values()) == ["Better letters", "Something else"]
    my.post("/my/claims/new/", {"what": f"p-{project.ref}"})
    assert Claim.objects.get().project == project


def test_the_same_post_twice_sends_once(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    builders.claim_line(claim)
    builders.staff_user("approver", trust)
    token = {"declared": "on", "idempotency_key": "0" * 32}
    first, second = (my.post(f"/my/claims/{claim.ref}/send/", token) for _n in range(2))
    assert first.url == second.url == f"/my/claims/{claim.ref}/"
    assert "can no longer do that" not in my.get(first.url).content.decode()


def test_my_list_makes_as_many_queries_for_thirty_claims_as_for_one(my, trust, rosa):
    counts = []
    my.get("/my/claims/")  # the first page of a session writes it
    for number in (1, 29):
        for _n in range(number):
            builders.sent_claim(rosa.person, trust, 100, 200)
        with CaptureQueriesContext(connection) as asked:
            assert my.get("/my/claims/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_how_we_pay_you_shows_rates_and_where_they_come_from(my, trust):
    page = my.get("/my/how-we-pay/").content.decode()
    assert "£12.00" in page
    assert "45p" in page
    assert "Our own policy, 2020" in page
    assert trust.statement_name in page


def test_a_fare_with_places_and_no_miles_is_shown(my, trust, rosa):
    claim = builders.claim(rosa.person, trust)
    builders.claim_line(claim, from_place="Weston", to_place="Bristol", miles_tenths=None)
    assert "Weston to Bristol" in my.get(f"/my/claims/{claim.ref}/").content.decode()


def test_a_late_payment_is_called_late(my, trust, rosa):
    day = clock.today() - dt.timedelta(days=1)
    claim = builders.sent_claim(rosa.person, trust, pay_by=day)
    sorry = f"We should have paid it by {uk_date(day)}. We are sorry that it is late."
    for page in ("/my/claims/", f"/my/claims/{claim.ref}/"):
        assert sorry in my.get(page).content.decode()


def test_the_check_page_says_everything_once_more_with_as_many_queries_for_ten_lines_as_for_one(
    my, trust, rosa
):
    claim = builders.claim(rosa.person, trust)
    page = f"/my/claims/{claim.ref}/send/"
    my.get(page)  # the first page of a session writes it
    counts = []
    for number in (1, 9):
        for _n in range(number):
            builders.claim_line(claim, 8_40, no_receipt_because="")
        with CaptureQueriesContext(connection) as asked:
            shown = my.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    ready = shown.context["ready"]
    assert ready.totals.everything == 84_00
    assert list(ready.lines) == list(claim.lines.all())
    assert len(ready.missing) == 10
    words = shown.content.decode()
    assert words.count("Train to Bristol") == 20  # what is there, and what each still lacks
    assert "£84.00" in words
