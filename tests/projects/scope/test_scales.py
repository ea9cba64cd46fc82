"""Scales of participation: chosen by the organisation, and its own read from a file and checked first."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import Workbook

from coproduce.foundation.transitions import TransitionRefused
from projects.scope.models import Scale, ScaleLevel
from projects.scope.scales import actions, queries, rules
from tests import builders

pytestmark = pytest.mark.django_db
ROWS = [
    ["Level", "Stands for", "Promise"],
    ["Told", "inform only", ""],
    ["Heard", "Involve", "We write back."],
    ["Side by side", "Co-produce", ""],
]


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def as_csv(rows, delimiter=",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        as_csv(ROWS),
        as_csv(ROWS, ";"),
        b"\xef\xbb\xbf" + as_csv(ROWS),
        as_xlsx(ROWS),
        as_csv([*ROWS, ["", "", ""]]),
    ],
)
def test_a_file_is_read(content):
    assert rules.read(content) == [
        rules.ReadLevel("Told", "inform_only"),
        rules.ReadLevel("Heard", "involve", "We write back."),
        rules.ReadLevel("Side by side", "co_produce"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The first row must name the columns"),
        (as_csv(ROWS[1:]), "The first row must name the columns"),
        (as_csv(ROWS[:2]), "at least 2"),
        (as_csv([*ROWS, *([f"More {n}", "co-produce", ""] for n in range(30))]), "at most 20"),
        (as_csv([*ROWS, ["Side by side", "co-produce", ""]]), "is there twice"),
        (as_csv([*ROWS, ["Beside", "not now", ""]]), "Row 5"),
        (as_csv([*ROWS, ["", "co-produce", ""]]), "Row 5"),
        (as_csv([*ROWS, ["Told again", "inform only", ""]]), "in order"),
        (as_csv([*ROWS, ["Far", "co-produce", "x" * 501]]), "too long"),
        (b"PK\x03\x04 no workbook", "We cannot read this file"),
        (b"a\0b", "We cannot read this file"),
    ],
)
def test_a_file_that_is_no_scale_is_refused_with_what_to_do(content, said):
    with pytest.raises(rules.ScaleUnreadable, match=said):
        rules.read(content)


def test_a_scale_is_uploaded_checked_and_added(staff, trust, manager):
    page = reverse("scales:add", args=[trust.ref])
    wrong = SimpleUploadedFile("scale.csv", as_csv(ROWS[:2]))
    sent = {"name": "Ours", "source": "Our guide, 2026"}
    text = staff.post(page, sent | {"file": wrong}).content.decode()
    assert "at least 2" in text
    assert "Our guide, 2026" in text
    check = staff.post(page, sent | {"file": SimpleUploadedFile("scale.xlsx", as_xlsx(ROWS))})
    for said in ("Side by side", "We write back.", "Our guide, 2026"):
        assert said in check.content.decode()
    assert not Scale.objects.filter(organisation=trust).exists()
    packed = check.context["form"].initial["packed"]
    assert staff.post(page, {"packed": packed}).url == reverse("scales:choose", args=[trust.ref])
    scale = Scale.objects.get(organisation=trust)
    assert (scale.name, scale.made_by) == ("Ours", manager)
    assert [(one.order, one.name, one.stands_for) for one in scale.levels.all()] == [
        (1, "Told", "inform_only"),
        (2, "Heard", "involve"),
        (3, "Side by side", "co_produce"),
    ]
    assert scale.levels.get(order=2).promise == "We write back."
    assert "There is already a scale of this name." in staff.post(page, {"packed": packed}).content.decode()
    assert "Choose the file again." in staff.post(page, {"packed": packed + "x"}).content.decode()


def test_an_organisation_chooses_its_scale(staff, trust, manager):
    page = reverse("scales:choose", args=[trust.ref])
    scale = Scale.objects.get(name="IAP2 spectrum")
    text = staff.get(page).content.decode()
    for said in ("IAP2 spectrum", scale.source, "Collaborate", "We share the power."):
        assert said in text
    staff.post(page, {"scale": scale.ref})
    assert queries.scale_of(trust.pk) == scale
    assert queries.scale_of(builders.organisation().pk) != scale


def test_the_scale_of_others_is_nobody_elses(client, trust, manager):
    other = builders.organisation()
    levels = [rules.ReadLevel("Told", "inform_only"), rules.ReadLevel("Heard", "involve")]
    theirs = actions.add(other, name="Theirs", source="A guide", levels=levels, by=manager)
    with pytest.raises(TransitionRefused):
        actions.choose(trust, theirs, by=manager)
    for user, expected in (
        (manager, 404),
        (builders.staff_user("project_staff", other), 403),
        (builders.staff_user("ppi_manager", other), 200),
    ):
        client = builders.sign_in(client, user)
        assert client.get(reverse("scales:choose", args=[other.ref])).status_code == expected
        assert client.get(reverse("scales:add", args=[other.ref])).status_code == expected


@pytest.mark.parametrize("wrong", [{"stands_for": "not_now"}, {"name": ""}, {"order": 0}, {"order": 1}])
def test_the_database_refuses_a_level_without_meaning(wrong):
    scale = Scale.objects.get(name="IAP2 spectrum")
    given = {"scale": scale, "order": 9, "name": "Ninth", "stands_for": "involve"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ScaleLevel.objects.create(**given | wrong)
